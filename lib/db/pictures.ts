import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { type ActionRefusal, actionTransaction } from "@/lib/db/action-transaction";
import { type ActionContext, entryOf, noteActivity } from "@/lib/db/activity";
import { type Database, db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";
import { keepUndo } from "@/lib/db/keep-undo";
import { pictures } from "@/lib/db/pictures-schema";
import { users } from "@/lib/db/schema";

/** A picture as we encoded it. */
export type EncodedPicture = { bytes: Buffer; contentType: string };

const folder = "/pictures/";

/** Whether `users.image` is a picture that the user uploaded, and not a provider's. */
export function isOwnPicture(image: string | null): boolean {
  return image?.startsWith(folder) ?? false;
}

/**
 * Makes an uploaded picture the user's, in place of any that they had uploaded before. It has an
 * address of its own, so browsers may keep it for good.
 *
 * @throws DatabaseUnavailableError
 */
export async function storePicture(
  context: ActionContext,
  picture: EncodedPicture,
): Promise<"saved" | ActionRefusal> {
  return actionTransaction(context, async (tx, session): Promise<"saved"> => {
    const { userId } = context;
    const id = randomUUID();
    const row = { id, ...picture, createdAt: sql`now()` };
    const [user] = await tx.select({ image: users.image }).from(users).where(eq(users.id, userId));
    await tx
      .insert(pictures)
      .values({ userId, ...row })
      .onConflictDoUpdate({ target: pictures.userId, set: row });
    const after = `${folder}${id}`;
    await tx.update(users).set({ image: after }).where(eq(users.id, userId));
    const fields = { image: { before: user?.image ?? null, after } };
    const undo = await keepUndo(tx, context, session, { fields });
    const about = { detail: "picture", ...undo };
    await noteActivity(tx, entryOf(context, session, "profile-changed", about));
    return "saved";
  });
}

/** Deletes the picture that the user uploaded, once they show another or none. */
export async function deletePicture(tx: Database, userId: string): Promise<void> {
  await tx.delete(pictures).where(eq(pictures.userId, userId));
}

/** Whether the row is the picture that its user shows: releases before 0008 leave rows behind. */
const isShown = sql`${users.image} = ${folder} || ${pictures.id}`;

/**
 * After `users.image` was put back: deletes an uploaded picture that the user no longer shows, and shows
 * none in place of one that was deleted meanwhile.
 *
 * @returns whether it was deleted
 */
export async function settlePicture(tx: Database, userId: string): Promise<boolean> {
  const shown = tx
    .select({ id: pictures.id })
    .from(pictures)
    .innerJoin(users, and(eq(users.id, pictures.userId), isShown))
    .where(eq(users.id, userId));
  await tx
    .delete(pictures)
    .where(and(eq(pictures.userId, userId), sql`${pictures.id} not in (${shown})`));
  const isLost = sql`starts_with(${users.image}, ${folder}) and not exists (${shown})`;
  const lost = await tx
    .update(users)
    .set({ image: null })
    .where(and(eq(users.id, userId), isLost))
    .returning({ id: users.id });
  return lost.length > 0;
}

/**
 * The picture with this id, if its user shows it.
 * @throws DatabaseUnavailableError
 */
export async function findPicture(id: string): Promise<EncodedPicture | null> {
  const [picture] = await runQuery(() =>
    db()
      .select({ bytes: pictures.bytes, contentType: pictures.contentType })
      .from(pictures)
      .innerJoin(users, and(eq(users.id, pictures.userId), isShown))
      .where(eq(pictures.id, id)),
  );
  return picture ?? null;
}
