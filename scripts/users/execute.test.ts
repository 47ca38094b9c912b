import { createHash, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { config } from "@/lib/config/config";
import { invitations } from "@/lib/db/access-schema";
import { db } from "@/lib/db/driver/client";
import { users } from "@/lib/db/schema";
import { entriesOf, storeAccount, storeSession, storeUser } from "@/lib/test-support/stored-user";
import { execute } from "./execute";
import { readCommand } from "./read-command";

const adminAddress = `${randomUUID()}@example.org`;
process.env.ADMIN_EMAILS = adminAddress;
process.env.ALLOWED_EMAIL_DOMAINS = "example.org";
process.env.SIGN_UP = "invite";

// As in a pipe: no one can be asked.
process.stdin.isTTY = false;

function run(...args: string[]) {
  const { command, isConfirmed } = readCommand(args);
  return execute(command, { isEmbedded: false, unusable: new Set(), isConfirmed });
}

/** What a program reads of a failure. */
async function failureOf(...args: string[]) {
  const error = await run(...args).catch((thrown: unknown) => thrown);
  const { code, message, details } = error as Record<string, unknown>;
  return { code, message: String(message), details };
}

async function store(changes: Parameters<typeof storeUser>[0] = {}) {
  const username = `p${randomUUID().replaceAll("-", "").slice(0, 20)}`;
  const email = `${username}@example.org`;
  const id = await storeUser({ username, email, ...changes });
  return { id, username, email: changes.email ?? email };
}

async function stored(id: string) {
  const [user] = await db().select().from(users).where(eq(users.id, id));
  return user;
}

describe("npm run users", () => {
  it("shows a user by name, address or id, without what would move a terminal's cursor", async () => {
    const { id, username, email } = await store({ name: "Ada\u001b[2J\u202e Lovelace" });
    await storeAccount(id, { providerAccountId: `subject-${id}`, email });
    const userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    await storeSession(id, { sessionToken: `hash-${id}`, userAgent });
    for (const reference of [id, username, email.toUpperCase()]) {
      const { json, text } = await run("show", reference);
      expect(json.user).toMatchObject({ id, sessions: [{ device: "Firefox on Linux" }] });
      expect(text).toMatch(/Ada\[2J Lovelace/);
      expect(text).toMatch(/google +p\w+@example.org +last used/);
      expect(text).toContain("Firefox on Linux");
      expect(`${text}${JSON.stringify(json)}`).not.toMatch(/subject-|hash-/);
    }
  });

  it("lists users, and says how to see more", async () => {
    const role = `r${randomUUID().slice(0, 8)}`;
    const [first, second] = [await store({ role }), await store({ role })];
    const { json } = await run("list", "--role", role, "--limit", "1");
    expect(json).toMatchObject({ users: [{ id: second.id }], next: second.id });
    const { text, warnings } = await run("list", "--role", role, "--before", second.id);
    expect(text).toContain(first.id);
    expect(text).not.toContain(second.id);
    expect(warnings).toEqual([`foyer.config.ts has no role "${role}".`]);
  });

  it("asks which user is meant if several have the address", async () => {
    const one = await store();
    const other = await store({ email: one.email, emailVerified: null });
    const { code, message, details } = await failureOf("end-sessions", one.email);
    expect([code, details]).toMatchObject(["several-users", { users: [one, other] }]);
    for (const { id } of [one, other]) expect(message).toContain(id);
  });

  it("says of an address that it isn't confirmed as the user's, before anyone takes it for theirs", async () => {
    const owner = await store();
    const { id, username, email } = await store({ email: owner.email, emailVerified: null });
    const { message } = await failureOf("recover", email);
    expect(message).toMatch(new RegExp(`${owner.id} +${owner.username} +${email} +user `));
    expect(message).toMatch(new RegExp(`${id} +${username} +${email}, not confirmed +user `));
    const question = await failureOf("role", id, "admin");
    expect(question.message).toContain(`Make ${username} (${email}, not confirmed) an admin`);
  });

  it("says that a recovery link for an admin makes whoever uses it an admin", async () => {
    const [admin, user] = [await store({ role: "admin" }), await store()];
    const warning = expect.stringContaining("has the role admin at once");
    expect((await run("recover", admin.id)).warnings).toEqual([warning]);
    expect((await run("recover", user.id)).warnings).toEqual([]);
  });

  it("suspends, deletes and restores someone who is gone by then", async () => {
    const { id, email } = await store();
    const until = "2999-01-01";
    await run("suspend", email, "--until", until, "--reason", "Spam");
    const suspended = { suspensionReason: "Spam", suspendedUntil: new Date(until) };
    expect(await stored(id)).toMatchObject(suspended);
    expect(await failureOf("suspend", email)).toMatchObject({ code: "suspended-before" });
    expect(await failureOf("recover", email)).toMatchObject({ code: "suspended" });
    await run("delete", id, "--yes");
    const gone = { code: "user-not-found", details: { isDeletedAndSuspended: true } };
    expect(await failureOf("show", email)).toMatchObject(gone);
    expect((await run("invite", email)).warnings).toEqual([expect.stringContaining("restore")]);
    expect((await run("restore", email)).json).toEqual({ userIds: [id] });
    expect(await failureOf("restore", email)).toMatchObject({ code: "user-not-found" });
  });

  it("restores a user who is there", async () => {
    const { id } = await store();
    expect(await failureOf("restore", id)).toMatchObject({ code: "not-suspended" });
    await run("suspend", id);
    await run("restore", id);
    expect((await stored(id))?.suspendedAt).toBeNull();
  });

  it("deletes no one and makes no admin without a terminal or --yes, and says how", async () => {
    const { id } = await store();
    const deletion = await failureOf("delete", id);
    expect(deletion.code).toBe("not-confirmed");
    expect(deletion.message).toContain(`npm run users -- delete ${id} --yes`);
    expect(await failureOf("role", id, "admin")).toMatchObject({ code: "not-confirmed" });
    expect([(await stored(id))?.role, await entriesOf(id)]).toEqual(["user", []]);
    await run("role", id, "admin", "--yes");
    expect((await stored(id))?.role).toBe("admin");
  });

  it("gives a role that foyer.config.ts lists, and warns of what ADMIN_EMAILS will grant again", async () => {
    const { id } = await store({ role: "admin" });
    await storeAccount(id, { email: adminAddress });
    await store({ role: "admin" });
    const unknown = { code: "unknown-role", details: { roles: config().roles } };
    expect(await failureOf("role", id, "no-such-role")).toMatchObject(unknown);
    const { json, warnings } = await run("role", id, "user");
    expect(json).toMatchObject({ changed: true });
    expect(warnings).toEqual([expect.stringContaining(adminAddress)]);
  });

  it("approves someone who waits, instead of inviting them", async () => {
    const { id, email } = await store({ awaitingApproval: true });
    const refused = { code: "awaiting-approval", details: { userId: id } };
    expect(await failureOf("invite", email)).toMatchObject(refused);
    await run("approve", email);
    expect((await stored(id))?.awaitingApproval).toBe(false);
    expect(await failureOf("approve", email)).toMatchObject({ code: "not-waiting" });
    expect(await failureOf("invite", email)).toMatchObject({ code: "user-exists" });
  });

  it("says that an approved or promoted user still can't sign in", async () => {
    const { id } = await store({ awaitingApproval: true });
    await run("suspend", id);
    const mustRestore = expect.stringContaining(`restore ${id}`);
    const mustApprove = expect.stringContaining(`approve ${id}`);
    const promoted = await run("role", id, "admin", "--yes");
    expect(promoted.warnings).toEqual([mustRestore, mustApprove]);
    expect((await run("approve", id)).warnings).toEqual([mustRestore]);
    expect((await run("delete", id, "--yes")).warnings).toEqual([mustRestore]);
  });

  it("says how to look for a user who isn't there, and nothing for a shell to misread", async () => {
    const { message } = await failureOf("show", "gone@example.org");
    expect(message).toContain("list --search gone");
    expect((await failureOf("show", "$(gone)")).message).toContain("list --search <text>");
  });

  it("says that a role is no longer listed", async () => {
    const { id } = await store({ role: "former" });
    expect((await run("show", id)).text).toContain("former (not in foyer.config.ts");
  });

  it("ends sessions", async () => {
    const { id, username } = await store();
    for (let count = 0; count < 2; count += 1) await storeSession(id);
    expect((await run("end-sessions", username)).json).toEqual({ userId: id, ended: 2 });
    expect((await run("end-sessions", username)).json).toEqual({ userId: id, ended: 0 });
  });

  it("prints links that are stored as hashes only", async () => {
    const email = `${randomUUID()}@example.com`;
    const { json, warnings } = await run("invite", email, "--expires", "2d", "--note", "By Grace");
    const link = String(json.link);
    expect(link).toMatch(/^http:\/\/localhost:3000\/sign-in\?invitation=[\w-]{43}$/);
    expect(warnings).toEqual([expect.stringContaining("ALLOWED_EMAIL_DOMAINS")]);
    const tokenHash = createHash("sha256").update(link.slice(-43)).digest("base64url");
    const found = await db().select().from(invitations).where(eq(invitations.tokenHash, tokenHash));
    expect(found).toMatchObject([{ id: json.id, email, note: "By Grace", uses: 1 }]);
    const list = await run("invite", "--list", "--limit", "1000");
    expect(list.text).toMatch(new RegExp(`${json.id} +${email} +1 of 1 .* By Grace`));
    await run("invite", "--revoke", String(json.id));
    const gone = { code: "invitation-not-found" };
    expect(await failureOf("invite", "--revoke", String(json.id))).toMatchObject(gone);
    const { id } = await store();
    const recovery = await run("recover", id);
    expect(recovery.json.link).toMatch(/^http:\/\/localhost:3000\/sign-in\?recovery=[\w-]{43}$/);
  });
});
