import { deviceCookie, formOn, press, textOf } from "./support/account-centre";
import { activityKinds, insertSessions, userIdOf } from "./support/account-rows";
import { database } from "./support/database";
import type { FormField } from "./support/html-form";
import { hashOf } from "./support/http-visitor";
import {
  browserOf,
  edge,
  firefox,
  olderAndNewer,
  reviewQuestion,
  withSession,
} from "./support/new-device";
import { activityShown } from "./support/rows-shown";
import { expect, test } from "./support/test-with-phone";
import { sessionId, sessionOf } from "./support/visitor-rows";

test("an answer on one device counts for all older ones", async () => {
  const { account, older } = await olderAndNewer();
  const oldest = await browserOf(account, firefox, older.jar.get(deviceCookie));
  await database()`
    update sessions set created_at = created_at - interval '1 hour'
    where token_hash = ${hashOf(oldest.sessionToken())}`;
  expect(await textOf(oldest, "/")).toContain("New sign-in. Was this you? Safari on iOS");
  await press(older, "/account/sessions", "Yes, it was me");
  expect(await textOf(oldest, "/")).not.toMatch(reviewQuestion);
  expect((await activityShown(oldest))[0]).toContain("Safari on iOS marked as yours");
});

test("two new browsers cannot recognise each other", async () => {
  const { account, older, newer } = await olderAndNewer();
  const second = await browserOf(account, edge);
  const form = await formOn(older, "/account/sessions", "Yes, it was me");
  const [first, next] = [await sessionId(newer), await sessionId(second)];
  await newer.submit("/account/sessions", withSession(form, next));
  expect((await second.submit("/account/sessions", withSession(form, first))).status).toBe(404);
  expect(await textOf(older, "/")).toContain("2 new sign-ins. Were they yours?");
  const again = await browserOf(account, edge, second.jar.get(deviceCookie));
  expect((await sessionOf(again)).new_device).toBe(true);
  expect((await again.submit("/account/sessions", withSession(form, first))).status).toBe(404);
});

test("a new session cannot recognise itself or an older one, and its pages do not offer to", async () => {
  const { account, older, newer } = await olderAndNewer();
  const second = await browserOf(account, edge);
  const form = await formOn(older, "/account/sessions", "Yes, it was me");
  const [first, next] = [await sessionId(newer), await sessionId(second)];
  for (const [browser, target] of [
    [newer, first],
    [second, next],
    [second, first],
    [newer, await sessionId(older)],
    [second, await sessionId(older)],
  ] as const) {
    const response = await browser.submit("/account/sessions", withSession(form, target));
    expect(response.status).toBe(404);
  }
  expect(await textOf(second, "/account")).not.toMatch(reviewQuestion);
  const text = await textOf(older, "/");
  expect(text).toContain("2 new sign-ins. Were they yours?");
  expect(await activityKinds(account)).not.toContain("device-vouched");
});

test("neither another user's session nor one that was never new can be recognised", async () => {
  const { account, older } = await olderAndNewer();
  const otherUser = await olderAndNewer();
  const form = await formOn(older, "/account/sessions", "Yes, it was me");
  const [known = ""] = await insertSessions(await userIdOf(account), [{ new_device: false }]);
  for (const target of [
    await sessionId(otherUser.newer),
    await sessionId(otherUser.older),
    known,
  ]) {
    expect((await older.submit("/account/sessions", withSession(form, target))).status).toBe(404);
  }
  expect((await sessionOf(otherUser.newer)).new_device).toBe(true);
});

test("after recognising a device the user is back on Devices, wherever a forged form would lead", async () => {
  for (const returnTo of ["/account/activity", "https://evil.example/", "//evil.example"]) {
    const { older } = await olderAndNewer();
    const form = await formOn(older, "/account/sessions", "Yes, it was me");
    const forged: FormField[] = [...form, ["returnTo", returnTo]];
    const { location } = await older.submit("/account/sessions", forged);
    expect(location).toBe("/account/sessions");
  }
});
