import "server-only";
import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import { invitations } from "@/lib/db/access-schema";
import { logOperation } from "@/lib/db/admin-log/log-operation";
import { deleteExpired } from "@/lib/db/delete-expired";
import { db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";
import { users } from "@/lib/db/schema";

export type InvitationDraft = {
  tokenHash: string;
  /** In lower case; null for a link that anyone may use. */
  email: string | null;
  uses: number;
  expiresInSeconds: number;
  note: string | null;
};

/** `waiting` and `has-user`: the address has a user already, who waits for approval or doesn't. */
export type InvitationOutcome =
  | { kind: "invited"; id: string; expires: Date }
  | { kind: "waiting" | "has-user"; userId: string };

/**
 * Stores an invitation, unless a user has its address.
 * @throws DatabaseUnavailableError
 */
export function createInvitation(
  draft: InvitationDraft,
  actorId: string | null,
): Promise<InvitationOutcome> {
  const { expiresInSeconds, ...invitation } = draft;
  return runQuery(() =>
    db().transaction(async (tx): Promise<InvitationOutcome> => {
      const [holder] = invitation.email
        ? await tx
            .select({ userId: users.id, awaitingApproval: users.awaitingApproval })
            .from(users)
            .where(and(eq(users.email, invitation.email), isNotNull(users.emailVerified)))
        : [];
      if (holder) {
        const { userId, awaitingApproval } = holder;
        return { kind: awaitingApproval ? "waiting" : "has-user", userId };
      }
      const expires = sql`now() + make_interval(secs => ${expiresInSeconds})`;
      const [created] = await tx
        .insert(invitations)
        .values({ ...invitation, usesLeft: invitation.uses, expires })
        .returning({ id: invitations.id, expires: invitations.expires });
      if (!created) throw new Error("the invitation was not stored");
      await logOperation(tx, { action: "invite" }, { actorId, invitationId: created.id });
      return { kind: "invited", ...created };
    }),
  );
}

/** An invitation without the hash of its link. */
export type StoredInvitation = {
  id: string;
  email: string | null;
  uses: number;
  usesLeft: number;
  note: string | null;
  createdAt: Date;
  expires: Date;
  /** Whether it can still be used. */
  isUsable: boolean;
};

/**
 * Invitations, those that expire last first; expired ones stay for 30 days.
 * @throws DatabaseUnavailableError
 */
export async function listInvitations(limit: number): Promise<StoredInvitation[]> {
  const { id, email, uses, usesLeft, note, createdAt, expires } = invitations;
  const isUsable = sql<boolean>`(${usesLeft} > 0 and ${expires} > now())`;
  return runQuery(() =>
    db()
      .select({ id, email, uses, usesLeft, note, createdAt, expires, isUsable })
      .from(invitations)
      .where(sql`${expires} > ${keptSince}`)
      .orderBy(desc(expires), desc(id))
      .limit(limit),
  );
}

/**
 * Revokes an invitation: its link stops working.
 * @throws DatabaseUnavailableError
 */
export function revokeInvitation(
  id: string,
  actorId: string | null,
): Promise<"revoked" | "unknown-invitation"> {
  return runQuery(() =>
    db().transaction(async (tx) => {
      const { count } = await tx.delete(invitations).where(eq(invitations.id, id));
      if (count === 0) return "unknown-invitation";
      const deed = { action: "invite" as const, detail: "revoked" };
      await logOperation(tx, deed, { actorId, invitationId: id });
      return "revoked";
    }),
  );
}

/** Operators see for this long who was invited. */
const keptSince = sql.raw("now() - interval '30 days'");

/**
 * Deletes up to `limit` invitations that expired 30 days ago.
 * @returns the number of deleted rows
 * @throws DatabaseUnavailableError
 */
export async function deleteExpiredInvitations(limit: number): Promise<number> {
  const { id, expires: time } = invitations;
  return deleteExpired({ table: invitations, id, time, moment: keptSince, limit });
}
