import { randomUUID } from "node:crypto";
import { database } from "./database";
import { makeRecovery } from "./operator-links";

/** Has a row about the user in each table of operators. Their suspension is over, so that they can act. */
export async function makeOperatorsRows(userId: string): Promise<void> {
  const sql = database();
  await makeRecovery(userId);
  await sql`
    insert into suspended_identities (user_id, identity_hash, suspended_until)
    values (${userId}, ${randomUUID()}, now() - interval '1 second')`;
  await sql`insert into admin_log (user_id, action) values (${userId}, 'recover')`;
}
