import "server-only";
import { eq } from "drizzle-orm";
import { entryOf, noteActivity } from "@/lib/db/activity";
import { joinOutcomes, type UndoOutcome } from "@/lib/db/disown/outcome";
import type { PendingUndo } from "@/lib/db/disown/pending-undo";
import { unlessTaken } from "@/lib/db/disown/unless-taken";
import type { Database } from "@/lib/db/driver/client";
import { ConflictError } from "@/lib/db/driver/conflict";
import { isSame, keepUndo, replaceUndo } from "@/lib/db/keep-undo";
import { settlePicture } from "@/lib/db/pictures";
import { takeUsername } from "@/lib/db/released-usernames";
import type { Remover } from "@/lib/db/remove-account";
import { users } from "@/lib/db/schema";
import type { ChangedFields } from "@/lib/db/undo-record";
import { namesOf } from "@/lib/db/users";

type Field = keyof ChangedFields;
type FieldChange = { before: unknown; after: unknown };

const wording = {
  username: "username",
  name: "name",
  image: "picture",
  address: "address",
} as const satisfies Record<Field, string>;

/**
 * Puts back the address and the profile that disowned sessions changed, latest change first. A field
 * that has another value than they wrote was changed since, and stays.
 *
 * @param others - what undoes the changes of sessions that may yet be disowned; one that changed a field
 *   after these gets their former value to put back
 */
export async function undoFields(
  tx: Database,
  remover: Remover,
  { pending, others }: { pending: PendingUndo[]; others: PendingUndo[] },
): Promise<UndoOutcome> {
  const { userId } = remover.context;
  const outcomes: UndoOutcome[] = [];
  const undone: ChangedFields = {};
  for (const { record } of pending) {
    for (const [name, change] of Object.entries(record?.fields ?? {})) {
      const field = name as Field;
      const what = wording[field];
      const result = await putBack(tx, userId, field, change);
      if (result === "changed-since") await handOver(tx, userId, { others, field, change });
      if (result === "undone") {
        const later = undone[field] as FieldChange | undefined;
        Object.assign(undone, { [field]: reversed(change, later) });
        outcomes.push({ undone: [{ what }], kept: [] });
      } else {
        outcomes.push({ undone: [], kept: [{ what, why: result }] });
      }
    }
  }
  const isLost = undone.image !== undefined && (await settlePicture(tx, userId));
  if (isLost) Object.assign(undone, { image: { ...undone.image, after: null } });
  await noteUndone(tx, remover, undone);
  const outcome = joinOutcomes(outcomes);
  return isLost ? withoutPicture(outcome) : outcome;
}

async function putBack(
  tx: Database,
  userId: string,
  field: Field,
  { before, after }: FieldChange,
): Promise<"undone" | "taken" | "changed-since"> {
  const { username, name, image, email, emailVerified, emailTakenOver } = users;
  const [now] = await tx
    .select({ username, name, image, address: { email, emailVerified, emailTakenOver } })
    .from(users)
    .where(eq(users.id, userId));
  if (!isSame(now?.[field], after)) return "changed-since";
  const values = field === "address" ? (before as object) : { [field]: before };
  const isFree = await unlessTaken(tx, async (inner) => {
    await inner.update(users).set(values).where(eq(users.id, userId));
    const isTaken = field === "username" && !(await takeUsername(inner, userId, String(before)));
    if (isTaken) throw new ConflictError();
  });
  return isFree ? "undone" : "taken";
}

/** The session replaced an uploaded picture, which deleted it: none is shown in its place. */
function withoutPicture({ undone, kept }: UndoOutcome): UndoOutcome {
  return {
    undone: undone.filter(({ what }) => what !== "picture"),
    kept: [...kept, { what: "picture", why: "deleted" }],
  };
}

/** Lets the session that overwrote a disowned value put back what was there before both. */
async function handOver(
  tx: Database,
  userId: string,
  { others, field, change }: { others: PendingUndo[]; field: Field; change: FieldChange },
): Promise<void> {
  for (const { entryId, record } of others) {
    const next = record?.fields?.[field];
    if (!next || !isSame(next.before, change.after)) continue;
    Object.assign(next, { before: change.before });
    await replaceUndo(tx, { entryId, userId }, record);
  }
}

/** The change that putting a value back is itself; of several in a row, from the first to the last. */
function reversed({ before, after }: FieldChange, later: FieldChange | undefined): FieldChange {
  return { before: later?.before ?? after, after: before };
}

async function noteUndone(
  tx: Database,
  { context, session }: Remover,
  undone: ChangedFields,
): Promise<void> {
  const { address, ...profile } = undone;
  if (Object.keys(profile).length > 0) {
    const undo = await keepUndo(tx, context, session, { fields: profile });
    const about = { detail: `undone: ${namesOf(profile)}`, ...undo };
    await noteActivity(tx, entryOf(context, session, "profile-changed", about));
  }
  if (address) {
    const undo = await keepUndo(tx, context, session, { fields: { address } });
    const about = { detail: "undone", ...undo };
    await noteActivity(tx, entryOf(context, session, "address-changed", about));
  }
}
