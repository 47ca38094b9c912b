import { expect, test } from "@playwright/test";
import {
  connectionsPath,
  disconnectPath,
  expectRedirect,
  forged,
  formOn,
  fromAnotherSite,
  signedIn,
  signInTo,
  withBoth,
} from "./support/account-centre";
import type { FormField } from "./support/html-form";
import type { HttpVisitor } from "./support/http-visitor";
import { connectedProviders } from "./support/visitor-rows";

const disconnectButton = "Disconnect";

async function formFor(visitor: HttpVisitor, id: string): Promise<FormField[]> {
  return formOn(visitor, disconnectPath(id), disconnectButton);
}

test("another user's account cannot be disconnected or viewed", async () => {
  const [mine, theirs] = [await withBoth(), await withBoth()];
  const form = await formFor(mine.visitor, mine.ids.github);
  const foreign = theirs.ids.github;
  const response = await mine.visitor.submit(
    disconnectPath(foreign),
    forged(form, { account: foreign }),
  );
  expect([response.status, response.location]).toEqual([404, null]);
  expect((await mine.visitor.get(disconnectPath(foreign))).status).toBe(404);
  for (const { visitor } of [mine, theirs]) {
    expect(await connectedProviders(visitor)).toEqual(["github", "google"]);
  }
});

const noIds = {
  "that does not exist": crypto.randomUUID(),
  "with a malformed id": "garbage",
  "named by its provider": "google",
  "without an id": "",
  "with SQL as its id": "'; delete from accounts; --",
  "with NUL as its id": "\u0000",
};

for (const [what, id] of Object.entries(noIds)) {
  test(`an account ${what} is not found, and nothing is disconnected`, async () => {
    const { visitor, ids } = await withBoth();
    const form = await formFor(visitor, ids.github);
    const response = await visitor.submit(
      disconnectPath(ids.github),
      forged(form, { account: id }),
    );
    expect([response.status, response.location]).toEqual([404, null]);
    expect((await visitor.get(disconnectPath(encodeURIComponent(id)))).status).toBe(404);
    expect(await connectedProviders(visitor)).toEqual(["github", "google"]);
  });
}

test("a form or link that names no account, or two, is not found", async () => {
  const { visitor, ids } = await withBoth();
  const form = await formFor(visitor, ids.github);
  const doubled: FormField[] = [...form, ["account", ids.google]];
  const without = form.filter(([name]) => name !== "account");
  for (const fields of [doubled, without]) {
    const response = await visitor.submit(disconnectPath(ids.github), fields);
    expect([response.status, response.location]).toEqual([404, null]);
  }
  const links = [
    `${connectionsPath}/disconnect`,
    `${disconnectPath(ids.github)}&account=${ids.google}`,
  ];
  for (const link of links) expect((await visitor.get(link)).status, link).toBe(404);
  expect(await connectedProviders(visitor)).toEqual(["github", "google"]);
});

test("a form from another site disconnects nothing", async () => {
  const { visitor, ids } = await withBoth();
  const form = await formFor(visitor, ids.github);
  const response = await visitor.submit(disconnectPath(ids.github), form, fromAnotherSite);
  expect([response.status, response.location]).toEqual([403, null]);
  expect(await connectedProviders(visitor)).toEqual(["github", "google"]);
});

test("a signed-out user disconnects nothing and is sent to sign in", async () => {
  const { user, visitor, ids } = await withBoth();
  const path = disconnectPath(ids.github);
  const form = await formFor(visitor, ids.github);
  const elsewhere = await signedIn(user);
  await visitor.signOut();
  expectRedirect(await visitor.submit(path, form), signInTo(path));
  expect((await visitor.get(path)).location).toBe(signInTo(path));
  expect(await connectedProviders(elsewhere)).toEqual(["github", "google"]);
});
