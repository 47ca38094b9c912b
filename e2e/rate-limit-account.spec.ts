import { expect, test } from "@playwright/test";
import { formWithButton } from "./support/html-form";
import { hashOf } from "./support/http-visitor";
import {
  expectTooMany,
  freshAddress,
  isSentToWait,
  limits,
  shareRateLimitedApps,
  signedInClient,
  times,
} from "./support/rate-limited-apps";

// The tests share two instances behind one proxy, with one database.
test.describe.configure({ mode: "default" });

const shared = shareRateLimitedApps();

test("a flood of one user's changes is rejected from any address, and signing out is not", async () => {
  const visitor = await signedInClient(shared.one);
  const save = formWithButton((await visitor.get("/account")).body, "Save profile");
  const saved = await times(limits.user + 2, () => {
    visitor.networkAddress = freshAddress();
    return visitor.submit("/account", save);
  });
  expect(saved.filter(isSentToWait)).toHaveLength(2);
  await expectTooMany(shared.one, await visitor.get("/too-many?returnTo=%2Faccount"));

  const otherUser = await signedInClient(shared.one);
  otherUser.networkAddress = visitor.networkAddress;
  const theirs = formWithButton((await otherUser.get("/account")).body, "Save profile");
  expect(isSentToWait(await otherUser.submit("/account", theirs))).toBe(false);
  expect((await visitor.signOut()).location).toBe("/");
  expect(await visitor.sessionUser()).toBeNull();
});

test("a flood of changes from one address is rejected, whichever users send it", async () => {
  const address = freshAddress();
  const flood = await times(limits.account + 2, async () => {
    const visitor = await signedInClient(shared.one);
    const save = formWithButton((await visitor.get("/account")).body, "Save profile");
    visitor.networkAddress = address;
    return visitor.submit("/account", save);
  });
  expect(flood.filter(isSentToWait)).toHaveLength(2);
});

test("exports have a lower limit than changes, from any address", async () => {
  const visitor = await signedInClient(shared.one);
  const press = () => {
    visitor.networkAddress = freshAddress();
    return visitor.submit("/account/data/export", []);
  };
  const responses = await times(limits.user, press);
  expect(responses.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
  for (const response of responses.filter(({ status }) => status === 429)) {
    await expectTooMany(shared.one, response, "export");
    expect(response.body).toContain("You can try again in 60 minutes");
    expect(response.body).toContain('href="/account/data"');
  }
  await expectTooMany(shared.one, await press(), "person");
});

test("an export that asks to confirm first does not count", async () => {
  const visitor = await signedInClient(shared.one);
  const age = (minutes: number) => shared.own.sql`
    update sessions set authenticated_at = now() - ${minutes} * interval '1 minute'
    where token_hash = ${hashOf(visitor.sessionToken())}`;
  await age(6);
  const asked = await visitor.submit("/account/data/export", []);
  expect([asked.status, asked.location]).toEqual([
    303,
    "/account/confirm?returnTo=%2Faccount%2Fdata",
  ]);
  await age(0);
  const responses = await times(2, () => visitor.submit("/account/data/export", []));
  expect(responses.map(({ status }) => status)).toEqual([200, 200]);
});
