import { randomBytes } from "node:crypto";
import type postgres from "postgres";
import { database } from "./database";
import { hashOf } from "./http-visitor";

/** A token such as those in the links that operators make. */
export const newToken = () => randomBytes(32).toString("base64url");

/** Makes a recovery link for a user, as an operator does. @returns its token */
export async function makeRecovery(userId: string, sql = database()): Promise<string> {
  const token = newToken();
  await sql`
    insert into recoveries (user_id, token_hash, expires_at)
    values (${userId}, ${hashOf(token)}, now() + interval '24 hours')`;
  return token;
}

/** Makes an invitation, as an operator does. @returns its token */
export async function makeInvitation(
  sql: postgres.Sql,
  { email = null, uses = 1, hours = 24 }: { email?: string | null; uses?: number; hours?: number },
): Promise<string> {
  const token = newToken();
  await sql`
    insert into invitations (token_hash, email, uses, uses_left, expires_at)
    values (${hashOf(token)}, ${email}, ${uses}, ${uses}, now() + ${hours} * interval '1 hour')`;
  return token;
}

export const recoveryPath = (token: string) => `/sign-in?recovery=${token}`;
export const invitationPath = (token: string) => `/sign-in?invitation=${token}`;
