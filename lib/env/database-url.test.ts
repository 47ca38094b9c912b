import postgres from "postgres";
import { describe, expect, inject, it } from "vitest";
import { toConnectionUrl } from "@/lib/env/database-url";
import { readEnv } from "@/lib/env/env";

const base = "postgres://ada:pw@host.example:5432/foyer";

describe("an address of Postgres", () => {
  it.each([
    ["", ""],
    ["?sslmode=require", "?sslmode=require"],
    // As Neon shows it: https://neon.com/docs/connect/connect-from-any-app
    ["?sslmode=require&channel_binding=require", "?sslmode=require"],
    // As Supabase shows it for Prisma: https://supabase.com/docs/guides/database/prisma
    ["?pgbouncer=true&connection_limit=1", ""],
    ["?sslmode=require&supa=base-pooler.x", "?sslmode=require"],
    ["?sslrootcert=system", "?sslmode=verify-full"],
    [
      "?application_name=x&options=-c%20search_path%3Dapp",
      "?application_name=x&options=-c+search_path%3Dapp",
    ],
  ])("that ends in %j is read as one that ends in %j", (given, meant) => {
    expect(toConnectionUrl(base + given)).toBe(base + meant);
  });

  it("keeps a list of hosts and an encoded password", () => {
    const several = "postgres://ada:p%23w@one.example:5432,two.example:5432/foyer";
    const asked = `${several}?target_session_attrs=read-write`;
    expect(toConnectionUrl(`${asked}&channel_binding=prefer`)).toBe(asked);
  });

  it("works with what providers add, which the server itself refuses", async () => {
    const shown = `${inject("databaseUrl")}?sslmode=prefer&channel_binding=prefer&pgbouncer=true`;
    const select = async (url: string) => {
      const sql = postgres(url, { max: 1, onnotice: () => {} });
      return sql`select 1 as one`.finally(() => sql.end());
    };
    await expect(select(shown)).rejects.toThrow("unrecognized configuration parameter");
    expect(await select(toConnectionUrl(shown))).toEqual([{ one: 1 }]);
  });

  it.each(["sslrootcert=/etc/ca.pem", "sslcert=a.pem&sslkey=b.pem"])(
    "that names a file (%s) stops the start, and says where files are named",
    (query) => {
      const source = { AUTH_SECRET: "x".repeat(40), DATABASE_URL: `${base}?${query}` };
      expect(() => readEnv({ ...source, NODE_ENV: "development" })).toThrow("NODE_EXTRA_CA_CERTS");
    },
  );
});
