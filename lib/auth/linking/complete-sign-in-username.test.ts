import { describe, expect, it } from "vitest";
import { updateProfile } from "@/lib/db/users";
import { completed } from "@/lib/test-support/completed";
import { storeFreshContext } from "@/lib/test-support/stored-user";
import { createTestUser, rowsOf, signInOf, type TestUser } from "@/lib/test-support/test-user";
import { completeSignIn } from "./complete-sign-in";

const uniqueName = () => `sam-${crypto.randomUUID().slice(0, 8)}`;

function userNamed(localPart: string): TestUser {
  const email = `${localPart}@${crypto.randomUUID()}.example.com`;
  return { ...createTestUser({ email }), email };
}

/** The username that a user gets at their first sign-in, and their id. */
async function signUp(user: TestUser) {
  const { userId } = await completed(completeSignIn(signInOf(user)));
  const { users } = await rowsOf(user);
  return { userId, username: String(users[0]?.username) };
}

describe("users whose addresses begin alike", () => {
  it("get different usernames, one of them without a suffix", async () => {
    const name = uniqueName();
    const testUsers = Array.from({ length: 8 }, () => userNamed(name));
    const names = (await Promise.all(testUsers.map(signUp))).map(({ username }) => username);
    expect(new Set(names).size).toBe(8);
    expect(names.filter((each) => each === name)).toHaveLength(1);
    for (const each of names) expect(each.startsWith(name)).toBe(true);
  });

  it("are told apart if only invisible characters differ", async () => {
    const name = uniqueName();
    expect((await signUp(userNamed(name))).username).toBe(name);
    for (const invisible of ["\ufe0f", "\u3164", "\u2800"]) {
      const { username } = await signUp(userNamed(`${name}${invisible}`));
      expect(username).toMatch(new RegExp(`^${name}-[2-9b-z]{5}$`));
    }
  });
});

describe("a new user", () => {
  it("gets no reserved username", async () => {
    for (const name of ["root", "support-team", "sup.port"]) {
      const { username } = await signUp(userNamed(name));
      expect(username.startsWith(`${name}-`), username).toBe(true);
    }
  });

  it("gets no username that another user gave up, and that user can have it back", async () => {
    const name = uniqueName();
    const former = await signUp(userNamed(name));
    const context = await storeFreshContext(former.userId);
    await updateProfile(context, { username: uniqueName() });
    const { username } = await signUp(userNamed(name));
    expect(username).toMatch(new RegExp(`^${name}-[2-9b-z]{5}$`));
    expect(await updateProfile(context, { username: name })).toBe("saved");
  });
});
