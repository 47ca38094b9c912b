import type postgres from "postgres";

/** A name as SQL. */
export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Creates a role, runs statements as the superuser, and returns the role's address of that database. */
export async function createRoleIn(
  sql: postgres.Sql,
  { url, role, statements = [] }: { url: string; role: string; statements?: string[] },
): Promise<string> {
  await sql.unsafe(`create role ${quote(role)} login password 'role'`);
  for (const statement of statements) await sql.unsafe(statement);
  const address = new URL(url);
  address.password = "role";
  address.username = encodeURIComponent(role);
  return address.href;
}

/** Drops roles that may own objects of this database. */
export async function dropRolesIn(sql: postgres.Sql, roles: readonly string[]): Promise<void> {
  for (const role of roles) {
    await sql.unsafe(`drop owned by ${quote(role)} cascade`);
    await sql.unsafe(`drop role ${quote(role)}`);
  }
}
