import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import {
  minutesFromNow,
  storeAccount,
  storeSession,
  storeUser,
} from "@/lib/test-support/stored-user";
import { inOwnDatabase } from "@/scripts/test-run/own-database";
import { findUsers, listUsers, type UserFilter } from "./find-users";
import { readUserDetails } from "./user-details";

inOwnDatabase("find_users");

const ids: Record<string, string> = {};
beforeAll(async () => {
  const people = {
    ada: { name: "Ada Lovelace" },
    grace: { role: "admin", email: "grace@example.org" },
    alan: { awaitingApproval: true },
    eve: { suspendedAt: new Date(), email: "eve_1@example.com" },
    mallory: { suspendedAt: new Date(), suspendedUntil: minutesFromNow(-1) },
  };
  for (const [index, [username, changes]] of Object.entries(people).entries()) {
    const user = { username, name: null, createdAt: minutesFromNow(index), ...changes };
    ids[username] = await storeUser(user);
  }
});

async function names(filter: UserFilter, page = { before: null as string | null, limit: 50 }) {
  return (await listUsers(filter, page)).map(({ username }) => username);
}

describe("the list of users", () => {
  it("has the newest first, page by page", async () => {
    expect(await names({}, { before: null, limit: 2 })).toEqual(["mallory", "eve"]);
    expect(await names({}, { before: ids.eve ?? "", limit: 2 })).toEqual(["alan", "grace"]);
    expect(await names({}, { before: randomUUID(), limit: 2 })).toEqual([]);
  });

  it.each<[string, UserFilter, string[]]>([
    ["of a role", { role: "admin" }, ["grace"]],
    ["who are suspended", { isSuspended: true }, ["eve"]],
    ["who wait for approval", { isWaiting: true }, ["alan"]],
    ["with a part of a name, in any case", { search: "LOVE" }, ["ada"]],
    ["with a part of an address", { search: "example.org" }, ["grace"]],
    ["with a part of a username", { search: "al" }, ["mallory", "alan"]],
    ["with a text that is no pattern", { search: "e_1" }, ["eve"]],
    ["with everything asked for", { role: "admin", isSuspended: true }, []],
  ])("can show those %s", async (_, filter, expected) => {
    const found = await names(filter);
    expect(found).toEqual(expected);
  });
});

describe("a user", () => {
  it("is found by id, username and address", async () => {
    const references = [
      { id: ids.grace ?? "" },
      { username: "grace" },
      { email: "grace@example.org" },
    ];
    for (const reference of references) {
      expect(await findUsers(reference, 9)).toMatchObject([{ id: ids.grace, role: "admin" }]);
    }
    expect(await findUsers({ username: "nobody" }, 9)).toEqual([]);
  });

  it("is one of several with an address: own, former and connected", async () => {
    const email = `${randomUUID()}@example.com`;
    const [own, former, connected] = [
      await storeUser({ email, createdAt: minutesFromNow(10) }),
      await storeUser({ email, emailVerified: null, createdAt: minutesFromNow(11) }),
      await storeUser({ createdAt: minutesFromNow(12) }),
    ];
    for (const userId of [own, connected]) await storeAccount(userId, { email });
    const found = await findUsers({ email }, 9);
    expect(found.map(({ id }) => id)).toEqual([own, former, connected]);
  });

  it("is shown with accounts, live sessions and activity, without hashes, tokens and numbers", async () => {
    const userId = await storeUser();
    const providerAccountId = `subject-${randomUUID()}`;
    await storeAccount(userId, { providerAccountId, email: "ada@example.net" });
    const sessionToken = `hash-${randomUUID()}`;
    await storeSession(userId, { sessionToken });
    await storeSession(userId, { expires: minutesFromNow(-1) });
    const details = await readUserDetails(userId);
    expect(details).toMatchObject({ id: userId, accounts: [{ email: "ada@example.net" }] });
    expect(details?.sessions).toHaveLength(1);
    expect(JSON.stringify(details)).not.toMatch(/subject-|hash-/);
    expect(await readUserDetails(randomUUID())).toBeNull();
  });
});
