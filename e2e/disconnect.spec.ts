import {
  confirm,
  confirmPath,
  connect,
  connectionsPath,
  disconnectPath,
  expectRedirect,
  forged,
  formOn,
  press,
  signedIn,
  textOf,
  withBoth,
} from "./support/account-centre";
import { ageSignIn } from "./support/account-rows";
import { goOnAs } from "./support/browser-session";
import { control } from "./support/control";
import { database } from "./support/database";
import type { FormField } from "./support/html-form";
import { HttpVisitor } from "./support/http-visitor";
import { expect, test } from "./support/test";
import {
  activityOf,
  connectedProviders,
  connectionId,
  connectionsOf,
} from "./support/visitor-rows";

const disconnectButton = "Disconnect";
const pictures = {
  google: "https://lh3.googleusercontent.com/a/of-google=s96-c",
  github: "https://avatars.githubusercontent.com/u/1?v=4",
};

async function formFor(visitor: HttpVisitor, id: string): Promise<FormField[]> {
  return formOn(visitor, disconnectPath(id), disconnectButton);
}

test("disconnecting removes that account alone, says so and records it", async () => {
  const { visitor, ids } = await withBoth();
  expect(await textOf(visitor, disconnectPath(ids.github))).toContain("Disconnect GitHub?");
  expect(await connectedProviders(visitor)).toEqual(["github", "google"]);
  expectRedirect(
    await press(visitor, disconnectPath(ids.github), disconnectButton),
    connectionsPath,
  );
  expect(await textOf(visitor, connectionsPath)).toContain("GitHub disconnected.");
  expect(await connectedProviders(visitor)).toEqual(["google"]);
  expect(await activityOf(visitor)).toContain("disconnected github");
});

test("a disconnection is undone by the button in its message, as long as it shows @nojs", async ({
  page,
}) => {
  const { visitor, ids } = await withBoth();
  await goOnAs(page, visitor);
  await page.goto(disconnectPath(ids.github));
  await page.getByRole("button", { name: "Disconnect GitHub" }).click();
  await expect(page.getByText("GitHub disconnected.")).toBeVisible();
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(page.getByText("GitHub is connected.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Undo/ })).toHaveCount(0);
  expect(await connectedProviders(visitor)).toEqual(["github", "google"]);
  expect((await connectionsOf(visitor)).map(({ id }) => id)).toContain(ids.github);
});

test("a forged, foreign or missing value undoes nothing", async () => {
  const { visitor, ids } = await withBoth();
  await press(visitor, disconnectPath(ids.github), disconnectButton);
  const form = await formOn(visitor, connectionsPath, "Undo");
  const other = await withBoth();
  for (const value of ["", "forged", "x".repeat(5_000)]) {
    await visitor.submit(connectionsPath, forged(form, { undo: value }));
    expect(await textOf(visitor, connectionsPath)).toContain("It’s too late to undo that.");
  }
  await other.visitor.submit(connectionsPath, form);
  expect(await textOf(other.visitor, connectionsPath)).toContain("It’s too late to undo that.");
  expect(await connectedProviders(visitor)).toEqual(["google"]);
});

test("each connected account links to its own page that asks before disconnecting", async () => {
  const { visitor, ids } = await withBoth();
  const { body } = await visitor.get(connectionsPath);
  for (const id of Object.values(ids)) expect(body).toContain(`href="${disconnectPath(id)}"`);
});

test("disconnecting the account that opened the session keeps the session", async () => {
  const { visitor, ids } = await withBoth();
  await press(visitor, disconnectPath(ids.google), disconnectButton);
  expect(await visitor.sessionUser()).not.toBeNull();
  expect(await connectedProviders(visitor)).toEqual(["github"]);
});

test("the last account cannot be disconnected, even by a form from before it was the last", async () => {
  const { visitor, ids } = await withBoth();
  const form = await formFor(visitor, ids.google);
  await press(visitor, disconnectPath(ids.github), disconnectButton);
  await visitor.get(connectionsPath);
  expectRedirect(await visitor.submit(disconnectPath(ids.google), form), connectionsPath);
  expect(await textOf(visitor, connectionsPath)).toContain("This is your only way to sign in.");
  expect(await connectedProviders(visitor)).toEqual(["google"]);
  expect((await visitor.get(connectionsPath)).body).not.toContain(disconnectPath(ids.google));
});

test("a form that is sent twice disconnects once, and both responses say so", async () => {
  const { visitor, ids } = await withBoth();
  const form = await formFor(visitor, ids.github);
  for (const message of ["GitHub disconnected.", "Account disconnected."]) {
    expectRedirect(await visitor.submit(disconnectPath(ids.github), form), connectionsPath);
    expect(await textOf(visitor, connectionsPath)).toContain(message);
  }
  expect(await connectedProviders(visitor)).toEqual(["google"]);
  const noted = await activityOf(visitor);
  expect(noted.filter((entry) => entry.startsWith("disconnected"))).toHaveLength(1);
});

test("of two accounts that are disconnected at the same moment, one stays", async () => {
  for (let round = 0; round < 5; round++) {
    const { visitor, ids } = await withBoth();
    const forms = [];
    for (const id of Object.values(ids)) forms.push({ id, form: await formFor(visitor, id) });
    // In two tabs, so that neither response changes the other's cookies.
    const responses = await Promise.all(
      forms.map(({ id, form }) => visitor.copy().submit(disconnectPath(id), form)),
    );
    for (const response of responses) expectRedirect(response, connectionsPath);
    expect(await connectionsOf(visitor)).toHaveLength(1);
  }
});

test("disconnecting asks to confirm when the sign-in is not fresh, and returns to the same page", async () => {
  const { user, visitor, ids } = await withBoth();
  const path = disconnectPath(ids.github);
  const form = await formFor(visitor, ids.github);
  await ageSignIn(visitor);
  const question = await textOf(visitor, path);
  expect(question).toContain("Continue with Google");
  expectRedirect(await visitor.submit(path, form), confirmPath(path));
  expect(await connectedProviders(visitor)).toEqual(["github", "google"]);
  expectRedirect(await confirm(visitor, "google", user, path), path);
  expectRedirect(await press(visitor, path, disconnectButton), connectionsPath);
  expect(await connectedProviders(visitor)).toEqual(["google"]);
});

test("after disconnecting, that provider signs no one in, whatever its address", async () => {
  const owner = await control.createAccount({ google: {} });
  const spare = await control.createAccount({ github: {} });
  const visitor = await signedIn(owner);
  await connect(visitor, "github", spare);
  await press(visitor, disconnectPath(await connectionId(visitor, "github")), disconnectButton);
  const both = await withBoth();
  await press(both.visitor, disconnectPath(both.ids.github), disconnectButton);
  for (const account of [spare, both.user]) {
    const elsewhere = new HttpVisitor();
    expectRedirect(await elsewhere.signIn("github", account), "/sign-in/removed");
    expect(elsewhere.sessionToken()).toBe("");
  }
  expect(await connectedProviders(visitor)).toEqual(["google"]);
  expect(await connectedProviders(both.visitor)).toEqual(["google"]);
});

test("disconnecting replaces the account's picture with that of another account", async () => {
  const user = await control.createAccount({
    google: { picture: pictures.google },
    github: { user: { avatar_url: pictures.github } },
  });
  const { visitor, ids } = await withBoth(user);
  expect((await visitor.get("/")).body).toContain(pictures.google);
  await press(visitor, disconnectPath(ids.google), disconnectButton);
  const home = (await visitor.get("/")).body;
  expect(home).not.toContain(pictures.google);
  expect(home).toContain(pictures.github);
});

test("disconnecting removes the account's picture if no other account has one", async () => {
  const user = await control.createAccount({
    google: { picture: pictures.google },
    github: { user: { avatar_url: null } },
  });
  const { visitor, ids } = await withBoth(user);
  await press(visitor, disconnectPath(ids.google), disconnectButton);
  expect((await visitor.get("/")).body).not.toContain(pictures.google);
  const rows =
    await database()`select 1 from users where image = ${pictures.google} and email = ${String(user.google?.email)}`;
  expect(rows).toHaveLength(0);
});
