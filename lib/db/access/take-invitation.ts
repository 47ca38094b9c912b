import "server-only";
import { and, eq, gt, isNull, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { invitations } from "@/lib/db/access-schema";
import type { Database } from "@/lib/db/driver/client";
import { ConflictError } from "@/lib/db/driver/conflict";

const isLive = and(gt(invitations.usesLeft, 0), gt(invitations.expires, sql`now()`));

/** Who signs up, and the hash of their link's token; null without a link. */
type Invitee<Value> = { email: Value; tokenHash: Value | null };

/** Whether an invitation is for this visitor. One for their address needs no link. */
function isFor({ email, tokenHash }: Invitee<SQLWrapper | string>) {
  return and(
    isLive,
    or(
      eq(invitations.email, email),
      and(isNull(invitations.email), sql`${invitations.tokenHash} = ${tokenHash}`),
    ),
  );
}

/** The invitation that a visitor has: see `Invitation` of decide-access.ts. */
export function selectInvitation(database: Database, invitee: Invitee<SQLWrapper>): SQL {
  const { tokenHash } = invitee;
  const usable = database.select({ id: invitations.id }).from(invitations).where(isFor(invitee));
  const ofLink = database
    .select({ id: invitations.id })
    .from(invitations)
    .where(and(isLive, sql`${invitations.tokenHash} = ${tokenHash}`));
  return sql`case
    when exists ${usable} then 'usable'
    when ${tokenHash} is null then null
    when exists ${ofLink} then 'of-another-address'
    else 'unusable' end`;
}

/**
 * Uses up one use of the visitor's invitation; the one that expires first, if there are several. Visitors
 * who come at once wait for each other, so that an invitation is used as often as it allows.
 *
 * @throws ConflictError if there is none, or no longer
 */
export async function takeInvitation(tx: Database, invitee: Invitee<string>): Promise<void> {
  const chosen = tx
    .select({ id: invitations.id })
    .from(invitations)
    .where(isFor(invitee))
    .orderBy(invitations.expires, invitations.id)
    .limit(1)
    .for("update");
  const used = await tx
    .update(invitations)
    .set({ usesLeft: sql`${invitations.usesLeft} - 1` })
    .where(eq(invitations.id, sql`(${chosen})`))
    .returning({ id: invitations.id });
  if (used.length === 0) throw new ConflictError();
}
