import { expect, test } from "@playwright/test";
import { control, type ProviderName } from "./support/control";
import { countRowsOf, rowsOf } from "./support/database";
import { HttpVisitor } from "./support/http-visitor";
import { uniqueAddress, verified } from "./support/test-user";

test("GitHub's public profile address is ignored", async () => {
  const primary = uniqueAddress();
  const user = await control.createAccount({
    github: {
      user: { email: uniqueAddress() },
      emails: [
        { email: uniqueAddress(), primary: false, verified: true, visibility: "public" },
        { email: primary, primary: true, verified: true, visibility: "private" },
      ],
    },
  });
  const visitor = new HttpVisitor();
  await visitor.signIn("github", user);
  expect(await visitor.sessionUser()).toMatchObject({ email: primary });
});

const orders: ProviderName[][] = [
  ["google", "github"],
  ["github", "google"],
];
const spellings = {
  "in capitals at Google": { google: (email: string) => email.toUpperCase(), github: String },
  "in capitals at GitHub": { google: String, github: (email: string) => email.toUpperCase() },
};

for (const [first = "google", second = "github"] of orders) {
  for (const [where, spell] of Object.entries(spellings)) {
    test(`one address, ${where}, is one user, first with ${first} and then with ${second}`, async () => {
      const username = `ada-${crypto.randomUUID().slice(0, 8)}`;
      const email = `${username}@example.com`;
      const emails = verified(spell.github(email));
      const testUser = await control.createAccount({
        google: { email: spell.google(email) },
        github: { emails },
      });
      const visitors = { google: new HttpVisitor(), github: new HttpVisitor() };
      await visitors[first].signIn(first, testUser);
      await visitors[second].signIn(second, testUser);
      const { users, accounts } = await rowsOf(testUser);
      expect(users.map((user) => user.email)).toEqual([email]);
      expect(accounts.map((account) => account.provider)).toEqual(["github", "google"]);
      const known = await visitors[first].sessionUser();
      expect(await visitors[second].sessionUser()).toEqual(known);
      expect(known?.username).toBe(username);
    });
  }
}

test("a user whose address changes at the provider stays the same user", async () => {
  const user = await control.createAccount({ google: {} });
  const before = new HttpVisitor();
  await before.signIn("google", user);
  await control.changeAccount(user.id, { google: { email: uniqueAddress() } });
  const after = new HttpVisitor();
  await after.signIn("google", user);
  expect((await after.sessionUser())?.id).toBe((await before.sessionUser())?.id);
  expect(await countRowsOf(user)).toEqual({ users: 1, accounts: 1, sessions: 2 });
});

test("a user whose new address is another user's stays the same user", async () => {
  const [ada, grace] = [
    await control.createAccount({ google: {} }),
    await control.createAccount({ github: {} }),
  ];
  const before = new HttpVisitor();
  await before.signIn("google", ada);
  const other = new HttpVisitor();
  await other.signIn("github", grace);
  await control.changeAccount(ada.id, { google: { email: grace.github?.emails[0]?.email } });
  const after = new HttpVisitor();
  await after.signIn("google", ada);
  const id = (await after.sessionUser())?.id;
  expect(id).toBe((await before.sessionUser())?.id);
  expect(id).not.toBe((await other.sessionUser())?.id);
});

test("the same subject at two providers is two users", async () => {
  const ada = await control.createAccount({ github: {} });
  const grace = await control.createAccount({ google: { sub: String(ada.github?.user.id) } });
  const [adas, graces] = [new HttpVisitor(), new HttpVisitor()];
  await adas.signIn("github", ada);
  await graces.signIn("google", grace);
  expect((await graces.sessionUser())?.email).toBe(grace.google?.email);
  expect((await graces.sessionUser())?.id).not.toBe((await adas.sessionUser())?.id);
});

test("two addresses are two users, even with the same name", async () => {
  const users = [0, 1].map(() => control.createAccount({ google: { name: "Jo Doe" } }));
  const ids = await Promise.all(
    users.map(async (user) => {
      const visitor = new HttpVisitor();
      await visitor.signIn("google", await user);
      return (await visitor.sessionUser())?.id;
    }),
  );
  expect(new Set(ids).size).toBe(2);
});

const crowds: Record<string, ProviderName[]> = {
  google: ["google"],
  github: ["github"],
  "both providers": ["google", "github"],
};

for (const [where, providers] of Object.entries(crowds)) {
  test(`twenty first sign-ins at once with ${where} make one user, and all succeed`, async () => {
    const testUser = await control.createAccount({ google: {}, github: {} });
    const arriving = [];
    for (let i = 0; i < 20; i++) {
      const visitor = new HttpVisitor();
      const provider = providers[i % providers.length] ?? "google";
      arriving.push({ visitor, url: await visitor.reachCallback(provider, testUser) });
    }
    const responses = await Promise.all(arriving.map(({ visitor, url }) => visitor.follow(url)));
    expect(responses.map(({ status }) => status)).toEqual(arriving.map(() => 303));
    const users = await Promise.all(arriving.map(({ visitor }) => visitor.sessionUser()));
    expect(new Set(users.map((user) => user?.id)).size).toBe(1);
    expect(await countRowsOf(testUser)).toEqual({
      users: 1,
      accounts: providers.length,
      sessions: 20,
    });
  });
}
