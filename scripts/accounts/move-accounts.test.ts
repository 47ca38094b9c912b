import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeEach, describe, expect, inject, it } from "vitest";

const url = inject("databaseUrl");
const sql = postgres(url, { max: 1, onnotice: () => {} });
afterAll(() => sql.end());

const [former, issuer] = ["https://former.example", "https://id.example"];
/** Other test files share the database, so each test has a provider of its own. */
let provider: string;
beforeEach(() => {
  provider = `acme-${randomUUID()}`;
});

async function storeAccounts(...issuers: (string | null)[]) {
  const name = randomUUID();
  const [user] = await sql`
    insert into users (username, email) values (${name}, ${`${name}@example.com`}) returning id`;
  for (const [index, each] of issuers.entries()) {
    await sql`insert into accounts (provider, provider_account_id, issuer, user_id, email)
      values (${provider}, ${index}, ${each}, ${user?.id}, ${`${name}@example.com`})`;
  }
}

async function stored(key = provider) {
  const rows = await sql`
    select issuer from accounts where provider = ${key} order by provider_account_id`;
  return rows.map((row) => row.issuer);
}

let settings: Record<string, string> = {};
beforeEach(() => {
  settings = {};
});

/** Runs the command without a terminal. */
function move(...args: string[]): Promise<{ code: number; output: string }> {
  const loaders = ["--import", "tsx", "--import", "./scripts/doctor/server-only.mjs"];
  const command = [...loaders, "scripts/move-accounts.ts", ...args];
  const env = { ...process.env, ...settings, DATABASE_URL: url, __NEXT_PROCESSED_ENV: "true" };
  return new Promise((resolve) => {
    execFile(process.execPath, command, { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, output: `${stdout}${stderr}` }),
    );
  });
}

describe("npm run accounts:move", () => {
  it("moves the accounts of one issuer to another, and no others", async () => {
    await storeAccounts(former, former, issuer, null, "https://other.example");
    const moved = await move(provider, "--from", former, "--to", issuer, "--yes");
    expect(moved).toEqual({ code: 0, output: "Moved 2.\n" });
    expect(await stored()).toEqual([issuer, issuer, issuer, null, "https://other.example"]);
  });

  it("moves them to the issuer of this environment, if none is named", async () => {
    const key = `ACME${randomUUID().slice(0, 8).toUpperCase()}`;
    provider = key.toLowerCase();
    settings = {
      [`AUTH_OIDC_${key}_ISSUER`]: issuer,
      [`AUTH_OIDC_${key}_ID`]: "id",
      [`AUTH_OIDC_${key}_SECRET`]: "secret",
    };
    await storeAccounts(former);
    const moved = await move(provider, "--from", former, "--yes");
    expect(moved).toEqual({ code: 0, output: "Moved 1.\n" });
    expect(await stored()).toEqual([issuer]);
  });

  it("asks for the new issuer if the provider isn't set up in this environment", async () => {
    await storeAccounts(former);
    const { code, output } = await move(provider, "--from", former, "--yes");
    expect([code, output]).toEqual([1, expect.stringContaining("Name it with --to.")]);
    expect(await stored()).toEqual([former]);
  });

  it("gives them another key, and keeps their issuer", async () => {
    await storeAccounts(former, null);
    const moved = await move(provider, "--from", former, "--as", `${provider}-former`, "--yes");
    expect(moved.code).toBe(0);
    expect([await stored(), await stored(`${provider}-former`)]).toEqual([[null], [former]]);
  });

  it("writes nothing before it is confirmed, and says how many it would move", async () => {
    await storeAccounts(former, former);
    const { code, output } = await move(provider, "--from", former, "--to", issuer);
    expect(code).toBe(1);
    expect(output).toContain(`Move 2 of ${provider} from ${former} to ${issuer}?`);
    expect(output).toContain("--yes");
    expect(await stored()).toEqual([former, former]);
  });

  it("moves none of them if one would take another account's place", async () => {
    const key = provider;
    await storeAccounts(former, former);
    provider = `${key}-other`;
    await storeAccounts(issuer);
    const { code, output } = await move(key, "--from", former, "--as", provider, "--yes");
    expect(code).toBe(1);
    expect(output).toContain("Nothing was moved");
    expect(await stored(key)).toEqual([former, former]);
  });

  it("lists the issuers that there are if none has this name", async () => {
    await storeAccounts(issuer, null);
    const { code, output } = await move(provider, "--from", former, "--to", issuer, "--yes");
    expect(code).toBe(1);
    expect(output).toContain(`No account of ${provider} is of ${former}.`);
    expect(output).toContain(`  ${issuer}: 1`);
  });

  it.each([
    ["no issuer", ["google"]],
    ["two providers", ["google", "github", "--from", former, "--to", issuer]],
    ["an unknown option", ["google", "--form", former, "--to", issuer]],
  ])("explains itself when it is given %s", async (_, args) => {
    const { code, output } = await move(...args);
    expect(code).toBe(2);
    expect(output).toContain("npm run accounts:move -- <provider> --from <issuer> [--to <issuer>]");
  });
});
