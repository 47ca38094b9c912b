import { randomUUID } from "node:crypto";
import { database } from "./database";
import { makeRecovery } from "./operator-links";

/**
 * Has a row about the user in each table that no sign-in writes: a released username, a picture, and what
 * operators did. The suspension is over, so that the user can act.
 */
export async function makeRareRows(userId: string): Promise<void> {
  const sql = database();
  await sql`insert into released_usernames (username, user_id) values (${randomUUID()}, ${userId})`;
  await sql`
    insert into pictures (user_id, id, content_type, bytes)
    values (${userId}, ${randomUUID()}, 'image/webp', ${Buffer.from("a picture")})`;
  await makeRecovery(userId);
  await sql`
    insert into suspended_identities (user_id, identity_hash, suspended_until)
    values (${userId}, ${randomUUID()}, now() - interval '1 second')`;
  await sql`insert into admin_log (user_id, action) values (${userId}, 'recover')`;
}
