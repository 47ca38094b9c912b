import "server-only";
import { and, eq, isNotNull } from "drizzle-orm";
import type { ActionContext } from "@/lib/db/activity";
import type { Database } from "@/lib/db/driver/client";
import { activity } from "@/lib/db/schema";
import { type ChangedFields, openUndo, sealUndo, type UndoRecord } from "@/lib/db/undo-record";

/**
 * What undoes a change, for its activity entry, while the user may still disown the session that makes
 * it: see `disownSession`. On a known device it keeps nothing.
 *
 * A session has one record of the fields it changed, which moves to its latest entry. So an attacker who
 * changes a name a million times leaves one value to put back, the user's own.
 */
export async function keepUndo(
  tx: Database,
  context: ActionContext,
  session: { newDevice: boolean },
  { account, fields }: UndoRecord,
): Promise<{ undo?: string }> {
  if (!session.newDevice) return {};
  const merged = fields && merge(await takeFields(tx, context), fields);
  const hasFields = merged !== undefined && Object.keys(merged).length > 0;
  if (!account && !hasFields) return {};
  const record = { ...(account && { account }), ...(hasFields && { fields: merged }) };
  return { undo: await sealUndo(context.userId, record) };
}

/** Removes the session's record of fields from the entry that has it. @returns the record */
async function takeFields(
  tx: Database,
  { userId, sessionId }: ActionContext,
): Promise<ChangedFields> {
  const entries = await tx
    .select({ id: activity.id, undo: activity.undo })
    .from(activity)
    .where(
      and(eq(activity.sessionId, sessionId), eq(activity.userId, userId), isNotNull(activity.undo)),
    );
  for (const { id, undo } of entries) {
    const record = await openUndo(userId, undo ?? "");
    if (!record?.fields) continue;
    await replaceUndo(tx, { entryId: id, userId }, record.account && { account: record.account });
    return record.fields;
  }
  return {};
}

/** Replaces what an entry keeps; undefined removes it. */
export async function replaceUndo(
  tx: Database,
  { entryId, userId }: { entryId: string; userId: string },
  record: UndoRecord | undefined,
): Promise<void> {
  const undo = record ? await sealUndo(userId, record) : null;
  await tx
    .update(activity)
    .set({ undo })
    .where(and(eq(activity.id, entryId), eq(activity.userId, userId)));
}

/**
 * If the session wrote the value that it now replaces, what was there before it stays the value to put
 * back. Otherwise someone else has changed it in between, and theirs is.
 */
function merge(earlier: ChangedFields, later: ChangedFields): ChangedFields {
  const merged: Record<string, Change> = { ...earlier };
  for (const [field, change] of Object.entries(later) as [string, Change][]) {
    const before = merged[field];
    const continued = before !== undefined && isSame(before.after, change.before);
    const joined = continued ? { before: before.before, after: change.after } : change;
    if (isSame(joined.before, joined.after)) delete merged[field];
    else merged[field] = joined;
  }
  return merged as ChangedFields;
}

type Change = { before: unknown; after: unknown };

/** An address is the same however and whenever it was confirmed. */
export function isSame(a: unknown, b: unknown): boolean {
  return comparable(a) === comparable(b);
}

function comparable(value: unknown): unknown {
  return typeof value === "object" && value !== null && "email" in value ? value.email : value;
}
