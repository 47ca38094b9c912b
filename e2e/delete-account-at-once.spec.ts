import { openForm, signedInUser, submitForm } from "./support/account-form";
import { userIdOf } from "./support/account-rows";
import { control } from "./support/control";
import { countRowsOf, database, noRows } from "./support/database";
import { HttpVisitor } from "./support/http-visitor";
import { tablesThatKnow } from "./support/stored-rows";
import { expect, test } from "./support/test";
import { makeTestUser } from "./support/test-user";

const path = "/account/data/delete";
const form = { path, button: "Delete my account" };

test("a deletion that is sent again, at once or later, deletes once and does not fail", async () => {
  const { user, visitor } = await signedInUser();
  const userId = await userIdOf(user.account);
  const fields = await openForm(visitor, form, { username: user.username });
  const tabs = [visitor.copy(), visitor.copy(), visitor.copy()];
  const responses = await Promise.all(tabs.map((tab) => tab.submit(path, fields)));
  responses.push(await visitor.submit(path, fields));
  for (const { status } of responses) expect(status).toBe(303);
  expect(responses.map(({ location }) => location)).toContain("/");
  expect(responses.at(-1)?.location).toBe(`/sign-in?${new URLSearchParams({ callbackUrl: path })}`);
  expect(await tablesThatKnow(userId)).toEqual([]);
});

const rounds = 12;

test("a deletion and a sign-in of the same user at once leave a complete user or none", async () => {
  const user = await makeTestUser();
  const outcomes = { deleted: 0, complete: 0 };
  for (let round = 0; round < rounds; round++) {
    const [visitor, elsewhere] = [new HttpVisitor(), new HttpVisitor()];
    await visitor.signIn("google", user.account);
    const userId = await userIdOf(user.account);
    // The username of a round is reserved in the next one.
    const username = String((await visitor.sessionUser())?.username);
    const fields = await openForm(visitor, form, { username });
    const callback = await elsewhere.reachCallback(round % 2 ? "google" : "github", user.account);
    const [deleted, signedIn] = await Promise.all([
      visitor.submit(path, fields),
      elsewhere.follow(callback),
    ]);
    expect([deleted.status, deleted.location]).toEqual([303, "/"]);
    expect(signedIn.status).toBe(303);
    expect(await tablesThatKnow(userId)).toEqual([]);
    const counts = await countRowsOf(user.account);
    if (counts.users === 0) {
      outcomes.deleted += 1;
      expect(counts).toEqual(noRows);
      expect(await elsewhere.sessionUser()).toBeNull();
      await elsewhere.signIn("google", user.account);
    } else {
      outcomes.complete += 1;
      expect(counts).toEqual({ users: 1, accounts: 1, sessions: 1 });
      expect(await elsewhere.sessionUser()).not.toBeNull();
    }
    // Each round begins without the user.
    await database()`delete from users where id = ${await userIdOf(user.account)}`;
  }
  expect(outcomes.deleted + outcomes.complete).toBe(rounds);
});

test("a deletion and a connection at once leave no rows, or a user with both accounts", async () => {
  for (let round = 0; round < rounds; round++) {
    const user = await control.createAccount({ google: {}, github: {} });
    const visitor = new HttpVisitor();
    await visitor.signIn("google", user);
    const userId = await userIdOf(user);
    const username = String((await visitor.sessionUser())?.username);
    const fields = await openForm(visitor, form, { username });
    const tab = visitor.copy();
    const started = await submitForm(tab, {
      path: "/account/connections",
      button: "Connect GitHub",
    });
    const callback = await control.authorize({ url: started.location ?? "", account: user.id });
    const [deleted, connected] = await Promise.all([
      visitor.submit(path, fields),
      tab.follow(new URL(callback)),
    ]);
    // Connecting replaces the session's token, so the deletion may come with an old one.
    expect(deleted.status).toBe(303);
    expect([303, 401]).toContain(connected.status);
    if (deleted.location === "/") {
      expect(await tablesThatKnow(userId)).toEqual([]);
      expect(await countRowsOf(user)).toEqual(noRows);
      expect(await tab.sessionUser()).toBeNull();
    } else {
      expect(deleted.location).toContain("/sign-in");
      expect(await countRowsOf(user)).toEqual({ users: 1, accounts: 2, sessions: 1 });
      expect(await tab.sessionUser()).not.toBeNull();
    }
  }
});
