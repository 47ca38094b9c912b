import { database } from "./database";

export type StoredRow = Record<string, unknown>;

/**
 * Every row about a user, by table: their own row, and the rows of each table with a column
 * `user_id`. Tables that are added later are thus included.
 */
export async function storedRowsOf(userId: string): Promise<Record<string, StoredRow[]>> {
  const sql = database();
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'user_id' order by table_name`;
  const rows: Record<string, StoredRow[]> = {
    users: [...(await sql<StoredRow[]>`select * from users where id = ${userId}`)],
  };
  for (const { name } of tables) {
    rows[name] = [
      ...(await sql<StoredRow[]>`select * from ${sql(name)} where user_id = ${userId}`),
    ];
  }
  return rows;
}

/** How many rows each table has about a user. */
export async function countStoredRowsOf(userId: string): Promise<Record<string, number>> {
  const rows = await storedRowsOf(userId);
  return Object.fromEntries(Object.entries(rows).map(([table, { length }]) => [table, length]));
}

/** The tables that still have rows about a user. */
export async function tablesThatKnow(userId: string): Promise<string[]> {
  const counts = await countStoredRowsOf(userId);
  return Object.keys(counts).filter((table) => counts[table] !== 0);
}
