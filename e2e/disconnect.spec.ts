import { expect, test } from "@playwright/test";
import {
  confirm,
  confirmPath,
  connect,
  connectionsPath,
  disconnectPath,
  expectRedirect,
  formOn,
  press,
  signedIn,
  textOf,
  withBoth,
} from "./support/account-centre";
import { control } from "./support/control";
import { database } from "./support/database";
import type { FormField } from "./support/html-form";
import { HttpVisitor } from "./support/http-visitor";
import {
  activityOf,
  age,
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

test("disconnecting takes that account away and no other, says so and notes it", async () => {
  const { visitor, ids } = await withBoth();
  expect(await textOf(visitor, disconnectPath(ids.github))).toContain("Disconnect GitHub?");
  expect(await connectedProviders(visitor)).toEqual(["github", "google"]);
  expectRedirect(
    await press(visitor, disconnectPath(ids.github), disconnectButton),
    connectionsPath,
  );
  expect(await textOf(visitor, connectionsPath)).toContain("GitHub is disconnected.");
  expect(await connectedProviders(visitor)).toEqual(["google"]);
  expect(await activityOf(visitor)).toContain("disconnected github");
});

test("each of several connections has a link to its own question", async () => {
  const { visitor, ids } = await withBoth();
  const { body } = await visitor.get(connectionsPath);
  for (const id of Object.values(ids)) expect(body).toContain(`href="${disconnectPath(id)}"`);
});

test("disconnecting the account that opened the session keeps the visitor signed in", async () => {
  const { visitor, ids } = await withBoth();
  await press(visitor, disconnectPath(ids.google), disconnectButton);
  expect(await visitor.sessionUser()).not.toBeNull();
  expect(await connectedProviders(visitor)).toEqual(["github"]);
});

test("the last account cannot be disconnected, also by a form from before it was the last", async () => {
  const { visitor, ids } = await withBoth();
  const form = await formFor(visitor, ids.google);
  await press(visitor, disconnectPath(ids.github), disconnectButton);
  await visitor.get(connectionsPath);
  expectRedirect(await visitor.submit(disconnectPath(ids.google), form), connectionsPath);
  expect(await textOf(visitor, connectionsPath)).toContain("Your last connected account stays.");
  expect(await connectedProviders(visitor)).toEqual(["google"]);
  expect((await visitor.get(connectionsPath)).body).not.toContain(disconnectPath(ids.google));
});

test("a form that is sent twice disconnects once, and both answers say that it is", async () => {
  const { visitor, ids } = await withBoth();
  const form = await formFor(visitor, ids.github);
  for (const said of ["GitHub is disconnected.", "The account is disconnected."]) {
    expectRedirect(await visitor.submit(disconnectPath(ids.github), form), connectionsPath);
    expect(await textOf(visitor, connectionsPath)).toContain(said);
  }
  expect(await connectedProviders(visitor)).toEqual(["google"]);
  const noted = await activityOf(visitor);
  expect(noted.filter((entry) => entry.startsWith("disconnected"))).toHaveLength(1);
});

test("two accounts that are disconnected at the same moment leave one", async () => {
  for (let round = 0; round < 5; round++) {
    const { visitor, ids } = await withBoth();
    const forms = [];
    for (const id of Object.values(ids)) forms.push({ id, form: await formFor(visitor, id) });
    // Two tabs: each answer's cookies are its own.
    const responses = await Promise.all(
      forms.map(({ id, form }) => {
        const tab = new HttpVisitor();
        tab.jar = visitor.jar.copy();
        return tab.submit(disconnectPath(id), form);
      }),
    );
    for (const response of responses) expectRedirect(response, connectionsPath);
    expect(await connectionsOf(visitor)).toHaveLength(1);
  }
});

test("disconnecting asks for a recent sign-in, and comes back to the same question", async () => {
  const { user, visitor, ids } = await withBoth();
  const path = disconnectPath(ids.github);
  const form = await formFor(visitor, ids.github);
  await age(visitor);
  const question = await textOf(visitor, path);
  expect(question).toContain("Continue with Google");
  expectRedirect(await visitor.submit(path, form), confirmPath(path));
  expect(await connectedProviders(visitor)).toEqual(["github", "google"]);
  expectRedirect(await confirm(visitor, "google", user, path), path);
  expectRedirect(await press(visitor, path, disconnectButton), connectionsPath);
  expect(await connectedProviders(visitor)).toEqual(["google"]);
});

test("after disconnecting, that provider's button makes a new person of another address", async () => {
  const owner = await control.createAccount({ google: {} });
  const spare = await control.createAccount({ github: {} });
  const visitor = await signedIn(owner);
  await connect(visitor, "github", spare);
  await press(visitor, disconnectPath(await connectionId(visitor, "github")), disconnectButton);
  const otherUser = await signedIn(spare, "github");
  expect((await otherUser.sessionUser())?.id).not.toBe((await visitor.sessionUser())?.id);
  expect(await connectedProviders(visitor)).toEqual(["google"]);
});

test("after disconnecting, the same verified address leads to the same person again", async () => {
  const { user, visitor, ids } = await withBoth();
  await press(visitor, disconnectPath(ids.github), disconnectButton);
  const elsewhere = await signedIn(user, "github");
  expect((await elsewhere.sessionUser())?.id).toBe((await visitor.sessionUser())?.id);
});

test("the picture of a disconnected account goes with it; another one's takes its place", async () => {
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

test("the picture of a disconnected account goes with it, also when there is no other", async () => {
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
