import { expect, test } from "@playwright/test";
import { signedInUser, submitForm } from "./support/account-form";
import { type Account, control } from "./support/control";
import { database } from "./support/database";
import { HttpVisitor } from "./support/http-visitor";
import { expectExplained, expectSaved, saveProfile, uniqueName } from "./support/profile";

/** Two users with the same part before the @ of their addresses. */
async function namesakes() {
  const name = `sam-${crypto.randomUUID().slice(0, 8)}`;
  const hosts = ["example.com", "example.org"];
  const users = hosts.map((host) =>
    control.createAccount({ google: { email: `${name}@${host}` } }),
  );
  return { name, users: await Promise.all(users) };
}

async function usernameOf(user: Account): Promise<unknown> {
  const visitor = new HttpVisitor();
  await visitor.signIn("google", user);
  return (await visitor.sessionUser())?.username;
}

test("of two users with the same part before the @, the first gets it as the username and keeps it", async () => {
  const { name, users } = await namesakes();
  const usernames = [];
  for (const user of users) usernames.push(await usernameOf(user));
  expect(usernames[0]).toBe(name);
  expect(usernames[1]).toMatch(new RegExp(`^${name}.+`));
  for (const [i, user] of users.entries()) expect(await usernameOf(user)).toBe(usernames[i]);
});

async function usernameFrom(localPart: string): Promise<string> {
  const email = `${localPart}@${crypto.randomUUID()}.example.com`;
  return String(await usernameOf(await control.createAccount({ google: { email } })));
}

test("a username follows the rules, whatever the address", async () => {
  const name = `ada-${crypto.randomUUID().slice(0, 8)}`;
  expect(await usernameFrom(name)).toBe(name);
  const imitations = [
    `${name}\ufe0f`,
    `${name}\u3164`,
    `${name}\u2800`,
    name.replace("a", "\u0430"),
  ];
  for (const localPart of [...imitations, "x".repeat(43), "al", "имя"]) {
    const username = await usernameFrom(localPart);
    expect(username).toMatch(/^(?=.{3,30}$)[a-z0-9]+([._-][a-z0-9]+)*$/);
    expect(username).not.toBe(name);
  }
});

test("no address and no form gives a reserved username", async () => {
  const { user, visitor } = await signedInUser();
  for (const name of ["administrator", "root", "security", "support-team", "sup.port", "sign-in"]) {
    expect(await usernameFrom(name)).toMatch(new RegExp(`^${name}-.{5}$`));
    const response = await saveProfile({ user, visitor }, { username: name });
    expectExplained(response, "This username is reserved. Choose another.");
  }
});

test("a username that a user gave up is theirs alone for 90 days", async () => {
  const former = await signedInUser();
  const { username } = former.user;
  expectSaved(await saveProfile(former, { username: uniqueName("ada") }));

  const other = await signedInUser();
  const taken = "That username is taken. Choose another.";
  expectExplained(await saveProfile(other, { username }), taken);
  expect(await usernameFrom(username)).toMatch(new RegExp(`^${username}-.{5}$`));
  expectSaved(await saveProfile(former, { username }));

  expectSaved(await saveProfile(former, { username: uniqueName("ada") }));
  await database()`
    update released_usernames set released_at = now() - interval '90 days' where username = ${username}`;
  expectSaved(await saveProfile(other, { username }));
});

test("the username of a deleted account stays reserved", async () => {
  const { user, visitor } = await signedInUser();
  const form = { path: "/account/data/delete", button: "Delete my account" };
  expect((await submitForm(visitor, form, { username: user.username })).location).toBe("/");
  const other = await signedInUser();
  const taken = "That username is taken. Choose another.";
  expectExplained(await saveProfile(other, { username: user.username }), taken);
});

test("of two users with the same part before the @ who sign up at once, one gets it as the username", async () => {
  const { name, users: testUsers } = await namesakes();
  const arriving = [];
  for (const user of testUsers) {
    const visitor = new HttpVisitor();
    arriving.push({ visitor, url: await visitor.reachCallback("google", user) });
  }
  await Promise.all(arriving.map(({ visitor, url }) => visitor.follow(url)));
  const users = await Promise.all(arriving.map(({ visitor }) => visitor.sessionUser()));
  const usernames = users.map((user) => user?.username);
  expect(new Set(usernames).size).toBe(2);
  expect(usernames.filter((username) => username === name)).toHaveLength(1);
  expect(new Set(users.map((user) => user?.id)).size).toBe(2);
});
