import { expect, test } from "@playwright/test";
import { type Account, control } from "./support/control";
import { HttpVisitor } from "./support/http-visitor";

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
