import "server-only";
import { z } from "zod";
import { env } from "@/lib/env/env";
import { openValue, sealValue } from "@/lib/security/sealed-value";

const text = z.string();
const moment = z.coerce.date();

const change = <Value extends z.ZodType>(value: Value) =>
  z.object({ before: value, after: value }).optional();

const changedFields = z.object({
  username: change(text),
  name: change(text.nullable()),
  image: change(text.nullable()),
  address: change(
    z.object({ email: text, emailVerified: moment.nullable(), emailTakenOver: z.boolean() }),
  ),
});

/** A whole row of `accounts`, without its user. */
const disconnectedAccount = z.object({
  id: z.uuid(),
  provider: text,
  providerAccountId: text,
  issuer: text.nullable(),
  email: text,
  emailConfirmed: z.boolean(),
  emailAuthoritative: z.boolean(),
  image: text.nullable(),
  addedOnNewDevice: z.boolean(),
  createdAt: moment,
  lastUsedAt: moment,
});

const undoRecord = z.object({
  account: disconnectedAccount.optional(),
  fields: changedFields.optional(),
});

/** What the user had before a session changed it, and what the session wrote. */
export type ChangedFields = z.infer<typeof changedFields>;

export type DisconnectedAccount = z.infer<typeof disconnectedAccount>;

/** What undoes one change: the account to connect again, the fields to put back, or both. */
export type UndoRecord = z.infer<typeof undoRecord>;

const purpose = "undo";

/** Seals what undoes a change of this user, for as long as its activity entry is kept. */
export function sealUndo(userId: string, record: UndoRecord): Promise<string> {
  return sealValue(purpose, { ...record, userId }, env().ACTIVITY_MAX_AGE);
}

/** How long a user may undo that they disconnected an account, in seconds. */
const disconnectedMaxAge = 10 * 60;

const sealedDisconnection = z.object({
  userId: text,
  sessionId: text,
  account: disconnectedAccount,
  /** The user's picture, if it was the account's: before and after. */
  image: change(text.nullable()),
});

/** An account that a session has just disconnected, for the form that undoes it. */
export type Disconnection = z.infer<typeof sealedDisconnection>;

export function sealDisconnection(disconnection: Disconnection): Promise<string> {
  return sealValue("disconnection", disconnection, disconnectedMaxAge);
}

/** @returns null if it was sealed for another session, or is forged or too old */
export async function openDisconnection(
  { userId, sessionId }: Pick<Disconnection, "userId" | "sessionId">,
  sealed: string,
): Promise<Disconnection | null> {
  const { data } = sealedDisconnection.safeParse(await openValue("disconnection", sealed));
  return data?.userId === userId && data.sessionId === sessionId ? data : null;
}

const sealedRecord = undoRecord.extend({ userId: text });

/** @returns null if it was sealed for another user, or under a secret that is gone */
export async function openUndo(owner: string, sealed: string): Promise<UndoRecord | null> {
  const { data } = sealedRecord.safeParse(await openValue(purpose, sealed));
  if (data?.userId !== owner) return null;
  const { userId: _, ...record } = data;
  return record;
}
