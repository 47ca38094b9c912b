import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db/driver/client";
import { findOtherIssuers } from "@/lib/db/health/account-issuers";
import { accounts } from "@/lib/db/schema";
import { env } from "@/lib/env/env";
import { storeAccount, storeUser } from "@/lib/test-support/stored-user";
import { checkAccountIssuers } from "./account-issuers";

const [issuer, former] = ["https://id.example", "https://former.example"];
/** Other test files share the database, so each test has a provider of its own. */
let provider: { id: string; issuer: string; issuerVariable: string };
beforeEach(() => {
  provider = { id: `acme-${randomUUID()}`, issuer, issuerVariable: "AUTH_OIDC_ACME_ISSUER" };
});

async function storeAt(...issuers: (string | null)[]) {
  const userId = await storeUser();
  for (const each of issuers) await storeAccount(userId, { provider: provider.id, issuer: each });
}

const find = () => findOtherIssuers([{ provider: provider.id, issuer }]);

describe("accounts of another server than their provider is set up with", () => {
  it("are counted for each issuer", async () => {
    await storeAt(former, issuer, former, null, "https://older.example");
    expect(await find()).toEqual([
      { provider: provider.id, issuer: former, accounts: 2 },
      { provider: provider.id, issuer: "https://older.example", accounts: 1 },
    ]);
  });

  it("are none if the provider has no accounts, or none of a known issuer", async () => {
    expect(await find()).toEqual([]);
    await storeAt(null, issuer);
    expect(await find()).toEqual([]);
    expect(await findOtherIssuers([])).toEqual([]);
  });

  it("are not those of another provider", async () => {
    await storeAt(former);
    const other = { provider: randomUUID() };
    await db().update(accounts).set(other).where(eq(accounts.provider, provider.id));
    expect(await find()).toEqual([]);
  });

  it.each([true, false])("stop the deployment, prepared statements: %s", async (prepare) => {
    await storeAt(former);
    const settings = { ...env(), DATABASE_PREPARE: prepare };
    const findings = await checkAccountIssuers([provider], "production", settings);
    expect(findings).toEqual([
      {
        check: "accounts",
        status: "fail",
        text: `AUTH_OIDC_ACME_ISSUER makes ${issuer} the server of ${provider.id}, but 1 account is of ${former}. There, the same number may be another person's.`,
        fix: expect.stringContaining(
          `npm run accounts:move -- ${provider.id} --from ${former} --to ${issuer}`,
        ),
      },
    ]);
  });

  it("are a warning in development, where local providers give way to real ones", async () => {
    await storeAt(former);
    const [finding] = await checkAccountIssuers([provider], "development");
    expect(finding?.status).toBe("warn");
  });

  it("are not looked for in a database that is away: another check says so", async () => {
    const settings = { ...env(), DATABASE_URL: "postgres://a:b@127.0.0.1:1/a" };
    expect(await checkAccountIssuers([provider], "production", settings)).toEqual([]);
  });
});
