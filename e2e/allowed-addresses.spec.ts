import { type Account, control } from "./support/control";
import { countRowsOf, noRows } from "./support/database";
import { HttpVisitor } from "./support/http-visitor";
import { shareAppWithDatabase } from "./support/shared-app";
import { expect, test } from "./support/test";
import { unverified, verified } from "./support/test-user";

test.use({ clientErrors: "expected" });

const guest = `guest-${crypto.randomUUID()}@mail.example`;
const shared = shareAppWithDatabase({
  ALLOWED_EMAIL_DOMAINS: "corp.example",
  ALLOWED_EMAILS: guest.toUpperCase(),
});

const at = (domain: string) => `ada-${crypto.randomUUID()}@${domain}`;
const atGoogle = (email: string, claims: Record<string, unknown> = {}) =>
  control.createAccount({ google: { email, ...claims } });
const atGitHub = (emails: { email: string }[]) =>
  control.createAccount({ github: { user: { login: `l${crypto.randomUUID()}` }, emails } });

async function signIn(provider: "google" | "github", account: Account) {
  const visitor = new HttpVisitor(shared.app.url);
  return { visitor, response: await visitor.signIn(provider, account) };
}

const inWorkspace = { hd: "corp.example" };
const rejected: [what: string, provider: "google" | "github", make: () => Promise<Account>][] = [
  ["of another domain", "google", () => atGoogle(at("mail.example"), { hd: "mail.example" })],
  [
    "of another domain with the domain's hd",
    "google",
    () => atGoogle(at("x.example"), inWorkspace),
  ],
  ["of the domain without hd", "google", () => atGoogle(at("corp.example"))],
  ["of the domain with an empty hd", "google", () => atGoogle(at("corp.example"), { hd: "" })],
  [
    "of the domain with a listed hd",
    "google",
    () => atGoogle(at("corp.example"), { hd: ["corp.example"] }),
  ],
  ["of a subdomain", "github", () => atGitHub(verified(at("mail.corp.example")))],
  ["of a longer domain", "github", () => atGitHub(verified(at("corp.example.evil.example")))],
  ["of a domain that ends like it", "github", () => atGitHub(verified(at("evilcorp.example")))],
  ["of a look-alike domain", "github", () => atGitHub(verified(at("сorp.example")))],
  ["of the domain with a dot behind it", "github", () => atGitHub(verified(at("corp.example.")))],
  [
    "whose second, verified one is of the domain",
    "github",
    () =>
      atGitHub([
        ...verified(at("mail.example")),
        ...verified(at("corp.example")).map((entry) => ({ ...entry, primary: false })),
      ]),
  ],
];
for (const [what, provider, make] of rejected) {
  test(`an address ${what} doesn't get in`, async () => {
    const account = await make();
    const { visitor, response } = await signIn(provider, account);
    expect(response.status).toBe(403);
    expect(response.body).toContain("This address isn’t allowed here");
    expect(response.body).not.toContain("corp.example.</");
    expect(visitor.sessionToken()).toBe("");
    expect(await countRowsOf(account, shared.database.sql)).toEqual(noRows);
  });
}

test("an unverified address of the domain doesn't get in", async () => {
  for (const [provider, account] of [
    ["google", await atGoogle(at("corp.example"), { ...inWorkspace, email_verified: false })],
    ["google", await atGoogle(at("corp.example"), { ...inWorkspace, email_verified: "true" })],
    ["github", await atGitHub(unverified(at("corp.example")))],
  ] as const) {
    const { visitor, response } = await signIn(provider, account);
    expect(response.status).toBe(401);
    expect(visitor.sessionToken()).toBe("");
  }
});

test("an address of the domain gets in, in any letter case, and so does one in the list", async () => {
  for (const [provider, account] of [
    ["google", await atGoogle(at("CORP.Example"), inWorkspace)],
    ["github", await atGitHub(verified(at("corp.EXAMPLE")))],
    ["google", await atGoogle(guest)],
  ] as const)
    expect((await signIn(provider, account)).response.location).toBe("/");
});

test("a private account stays in only while a company account confirms its user", async () => {
  const address = at("corp.example");
  const work = await atGitHub(verified(address));
  await signIn("github", work);
  const home = await atGoogle(at("mail.example"));
  const sql = shared.database.sql;
  await sql`
    insert into accounts (user_id, provider, provider_account_id, email)
    select id, 'google', ${home.google?.sub ?? ""}, ${home.google?.email ?? ""}
    from users where email = ${address}`;
  expect((await signIn("google", home)).response.location).toBe("/");
  await sql`delete from accounts where provider = 'github' and email = ${address}`;
  expect((await signIn("google", home)).response.status).toBe(403);
});
