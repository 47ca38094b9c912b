import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import { freshContext, storeSession, storeUser } from "@/lib/test-support/stored-user";
import { disownSession } from "./disown/disown-session";
import { db } from "./driver/client";
import { wasEndedElsewhere } from "./ended-sessions";
import { activity } from "./schema";
import { deleteSession } from "./sessions";
import { endOtherSessionsOf, endSessionOf } from "./user-sessions";

async function twoSessions() {
  const userId = await storeUser();
  const sessionToken = randomBytes(32).toString("base64url");
  const own = await storeSession(userId);
  const other = await storeSession(userId, { sessionToken });
  return { userId, own, other, sessionToken, context: freshContext(userId, own) };
}

it("a session that another device ends is remembered by its token", async () => {
  const { context, other, sessionToken } = await twoSessions();
  expect(await wasEndedElsewhere(sessionToken)).toBe(false);
  await endSessionOf(context, other);
  expect(await wasEndedElsewhere(sessionToken)).toBe(true);
});

it("so is one that is ended with all others, but not the one that ends them", async () => {
  const { userId, sessionToken } = await twoSessions();
  const ownToken = randomBytes(32).toString("base64url");
  const own = await storeSession(userId, { sessionToken: ownToken });
  await endOtherSessionsOf(freshContext(userId, own));
  expect(await wasEndedElsewhere(sessionToken)).toBe(true);
  expect(await wasEndedElsewhere(ownToken)).toBe(false);
});

it("so is one that its user disowns", async () => {
  const { userId, context, sessionToken, other } = await twoSessions();
  const entry = { userId, kind: "sign-in" as const, subjectId: other, detail: "new-device" };
  await db()
    .insert(activity)
    .values({ ...entry, unanswered: true });
  await disownSession(context, other, accountHashes);
  expect(await wasEndedElsewhere(sessionToken)).toBe(true);
});

it("one that signs out by itself isn't", async () => {
  const { sessionToken } = await twoSessions();
  await deleteSession(sessionToken, { userAgent: null, ip: null });
  expect(await wasEndedElsewhere(sessionToken)).toBe(false);
});
