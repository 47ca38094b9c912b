import { expect, test } from "@playwright/test";
import { signedInUser, submitForm } from "./support/account-form";
import { control } from "./support/control";
import { database } from "./support/database";
import { foyerTables } from "./support/foyer-tables";
import { reachPendingLink } from "./support/guided-linking";
import { HttpVisitor, hashOf } from "./support/http-visitor";

type Stored = { table: string; row: Record<string, unknown> };

/** Every row of every table except the migrator's. */
async function everythingStored(): Promise<Stored[]> {
  const sql = database();
  const tables = await sql<{ schema: string; name: string }[]>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_schema not in ('pg_catalog', 'information_schema', 'drizzle')`;
  const stored = tables.map(async ({ schema, name }) => {
    const rows = await sql<Record<string, unknown>[]>`select * from ${sql(schema)}.${sql(name)}`;
    return rows.map((row) => ({ table: name, row }));
  });
  return (await Promise.all(stored)).flat();
}

test("neither the provider's tokens nor the session token are stored", async () => {
  const marker = `marker-${crypto.randomUUID()}`;
  const user = await control.createAccount({ google: {}, github: {} });
  const tokens = { refresh_token: `${marker}-refresh`, scope: `${marker}-scope` };
  const fault = { kind: "merge", body: { ...tokens, access_token: `${marker}-access` } };
  const order = { account: user.id, endpoint: "token", times: 1 } as const;
  await control.placeFault({ ...order, provider: "google", fault });
  await control.placeFault({
    ...order,
    provider: "github",
    fault: { kind: "merge", body: tokens },
  });

  const secrets = [marker];
  const visitors = [];
  for (const provider of ["google", "github"] as const) {
    const visitor = new HttpVisitor();
    const url = await visitor.reachCallback(provider, user);
    const checks = visitor.jar.names().map((name) => visitor.jar.get(name) ?? "");
    const parameters = ["code", "state"].map((name) => url.searchParams.get(name) ?? "");
    expect((await visitor.follow(url)).status).toBe(303);
    secrets.push(...checks.slice(1), ...parameters, visitor.sessionToken());
    visitors.push(visitor);
  }

  const text = JSON.stringify(await everythingStored());
  for (const secret of secrets) expect(text.includes(secret), "a secret is stored").toBe(false);
  for (const visitor of visitors) expect(text).toContain(hashOf(visitor.sessionToken()));
});

test("no cookie of the account centre is stored, and the hash of a replaced token is deleted", async () => {
  const { user, visitor } = await signedInUser();
  const first = visitor.sessionToken();
  const secrets = [first];
  const note = () =>
    secrets.push(...visitor.jar.names().map((name) => visitor.jar.get(name) ?? ""));
  note();
  const connections = { path: "/account/connections", button: "Connect GitHub" };
  const { location } = await submitForm(visitor, connections);
  note();
  const url = location ?? "";
  const callback = await control.authorize({ url, account: user.account.id });
  expect((await visitor.follow(new URL(callback))).status).toBe(303);
  note();
  const offered = await reachPendingLink();
  secrets.push(...offered.visitor.jar.names().map((name) => offered.visitor.jar.get(name) ?? ""));

  const long = secrets.filter((secret) => secret.length > 20);
  expect(long.length).toBeGreaterThanOrEqual(6);
  const text = JSON.stringify(await everythingStored());
  for (const secret of long) expect(text.includes(secret), "a cookie is stored").toBe(false);
  expect(text).not.toContain(hashOf(first));
  expect(text).toContain(hashOf(visitor.sessionToken()));
});

test("no table of Foyer's has a column for a provider's tokens", async () => {
  const columns = await database()<{ column_name: string }[]>`
    select column_name from information_schema.columns
    where table_schema = 'public' and table_name in ${database()(foyerTables)}`;
  const names = columns.map((column) => column.column_name);
  expect(names).toContain("token_hash");
  // Of sessions, invitations and recoveries: tokens of ours.
  const found = new Set(names.filter((name) => /token|secret|scope/.test(name)));
  expect([...found]).toEqual(["token_hash"]);
});
