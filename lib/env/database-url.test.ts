import postgres from "postgres";
import { describe, expect, inject, it } from "vitest";
import { toConnectionUrl } from "@/lib/env/database-url";
import { readEnv } from "@/lib/env/env";

const base = "postgres://ada:pw@host.example:5432/foyer";

describe("a Postgres address", () => {
  it.each([
    ["", ""],
    ["?sslmode=require", "?sslmode=require"],
    // Neon shows it like this: https://neon.com/docs/connect/connect-from-any-app
    ["?sslmode=require&channel_binding=require", "?sslmode=require"],
    // Supabase shows it like this for Prisma: https://supabase.com/docs/guides/database/prisma
    ["?pgbouncer=true&connection_limit=1", ""],
    ["?sslmode=require&supa=base-pooler.x", "?sslmode=require"],
    ["?sslrootcert=system", "?sslmode=verify-full"],
    [
      "?application_name=x&options=-c%20search_path%3Dapp",
      "?application_name=x&options=-c+search_path%3Dapp",
    ],
  ])("that ends in %j is read as if it ended in %j", (given, meant) => {
    expect(toConnectionUrl(base + given)).toBe(base + meant);
  });

  it("keeps a list of hosts and an encoded password", () => {
    const several = "postgres://ada:p%23w@one.example:5432,two.example:5432/foyer";
    const withParameter = `${several}?target_session_attrs=read-write`;
    expect(toConnectionUrl(`${withParameter}&channel_binding=prefer`)).toBe(withParameter);
  });

  it("works with the parameters that providers add and the server rejects", async () => {
    const shown = `${inject("databaseUrl")}?sslmode=prefer&channel_binding=prefer&pgbouncer=true`;
    const select = async (url: string) => {
      const sql = postgres(url, { max: 1, onnotice: () => {} });
      return sql`select 1 as one`.finally(() => sql.end());
    };
    await expect(select(shown)).rejects.toThrow("unrecognized configuration parameter");
    expect(await select(toConnectionUrl(shown))).toEqual([{ one: 1 }]);
  });

  it.each(["sslrootcert=/etc/ca.pem", "sslcert=a.pem&sslkey=b.pem"])(
    "that names a file (%s) is rejected with a hint to NODE_EXTRA_CA_CERTS",
    (query) => {
      const source = { AUTH_SECRET: "x".repeat(40), DATABASE_URL: `${base}?${query}` };
      expect(() => readEnv({ ...source, NODE_ENV: "development" })).toThrow("NODE_EXTRA_CA_CERTS");
    },
  );
});
