import { randomBytes } from "node:crypto";
import { expect, test } from "@playwright/test";
import { reachConnect } from "./support/account-centre";
import { activityRows } from "./support/account-rows";
import { startApp } from "./support/app-server";
import { control } from "./support/control";
import { HttpVisitor } from "./support/http-visitor";

const [first, second] = [1, 2].map(() => randomBytes(32).toString("hex"));
const secrets = {
  before: { AUTH_SECRET: first ?? "" },
  during: { AUTH_SECRET: first ?? "", AUTH_SECRET_1: second ?? "" },
  after: { AUTH_SECRET: second ?? "" },
};

test("rotating AUTH_SECRET interrupts no sign-in, session or recognised device", async () => {
  const apps = await Promise.all(Object.values(secrets).map((secret) => startApp(secret)));
  const [before, during, after] = apps;
  if (!before || !during || !after) throw new Error("Expected three apps.");
  try {
    const user = await control.createAccount({ google: {}, github: {} });
    const visitor = new HttpVisitor(before.url);
    const callback = await visitor.reachCallback("google", user);
    const moved = visitor.copy(during.url);
    expect((await moved.follow(callback)).status).toBe(303);

    const spare = await control.createAccount({ github: {} });
    const connecting = moved.copy(before.url);
    const back = await reachConnect(connecting, "github", spare);
    const begun = connecting.copy(during.url);
    expect((await begun.follow(back)).location).toBe("/account/connections");
    await begun.signOut();
    const again = await begun.reachCallback("google", user);
    const late = begun.copy(after.url);
    expect((await late.follow(again)).status).toBe(303);
    expect(await late.sessionUser()).toMatchObject({ email: user.google?.email });
    expect(await late.copy(before.url).sessionUser()).not.toBeNull();
    const signIns = (await activityRows(user)).filter(({ kind }) => kind === "sign-in");
    expect(signIns.map(({ detail }) => detail)).toEqual([null, null]);

    // Without the first secret, cookies that it encrypted are rejected.
    const stale = new HttpVisitor(before.url);
    const old = await stale.reachCallback("google", user);
    expect((await stale.copy(after.url).follow(old)).status).toBe(401);
  } finally {
    await Promise.all(apps.map((app) => app.stop()));
  }
});
