import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import { identityHashes } from "@/lib/test-support/admin-cases";
import { freshContext, storeSession, storeUser } from "@/lib/test-support/stored-user";
import { endSessions } from "./admin/end-sessions";
import { suspendUser } from "./admin/suspend-user";
import { disownSession } from "./disown/disown-session";
import { db } from "./driver/client";
import { findEndedBy } from "./ended-sessions";
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
  expect(await findEndedBy(sessionToken)).toBeNull();
  await endSessionOf(context, other);
  expect(await findEndedBy(sessionToken)).toBe("user");
});

it("so is one that is ended with all others, but not the one that ends them", async () => {
  const { userId, sessionToken } = await twoSessions();
  const ownToken = randomBytes(32).toString("base64url");
  const own = await storeSession(userId, { sessionToken: ownToken });
  await endOtherSessionsOf(freshContext(userId, own));
  expect(await findEndedBy(sessionToken)).toBe("user");
  expect(await findEndedBy(ownToken)).toBeNull();
});

it("so is one that its user disowns", async () => {
  const { userId, context, sessionToken, other } = await twoSessions();
  const entry = { userId, kind: "sign-in" as const, subjectId: other, detail: "new-device" };
  await db()
    .insert(activity)
    .values({ ...entry, unanswered: true });
  await disownSession(context, other, accountHashes);
  expect(await findEndedBy(sessionToken)).toBe("user");
});

it("one that an operator ends is told apart, by itself or with a suspension", async () => {
  const { userId, sessionToken } = await twoSessions();
  const operation = { userId, actorId: null };
  expect(await endSessions(operation)).toBe(2);
  expect(await findEndedBy(sessionToken)).toBe("operator");
  const later = randomBytes(32).toString("base64url");
  await storeSession(userId, { sessionToken: later });
  await suspendUser(operation, { until: null, reason: null }, identityHashes);
  expect(await findEndedBy(later)).toBe("operator");
});

it("one that signs out by itself isn't", async () => {
  const { sessionToken } = await twoSessions();
  await deleteSession(sessionToken, { userAgent: null, ip: null });
  expect(await findEndedBy(sessionToken)).toBeNull();
});
