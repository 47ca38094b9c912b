import { randomUUID } from "node:crypto";
import { eq, inArray, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { completeSignIn } from "@/lib/auth/linking/complete-sign-in";
import { createSessionToken, hashToken } from "@/lib/auth/session/token";
import { completed } from "@/lib/test-support/completed";
import { entriesOf } from "@/lib/test-support/stored-user";
import { createTestUser, signInOf } from "@/lib/test-support/test-user";
import { userColumns } from "./app/user-columns";
import { db } from "./driver/client";
import { sessions, users } from "./schema";
import { deleteSession, findLiveSession, touchSession } from "./sessions";

/** What Foyer knows nothing of, as stored. */
const ofBuilder = Object.fromEntries(
  Object.keys(userColumns).map((name) => [name, expect.toSatisfy(() => true)]),
);

const minute = 60_000;
type Ends = { idle: number; absolute: number };

/** A session that ends the given milliseconds from now. */
async function sessionThatEnds({ idle, absolute }: Ends) {
  const user = createTestUser();
  const signIn = signInOf(user);
  await completed(completeSignIn(signIn));
  const tokenHash = hashToken(signIn.sessionToken);
  const ends = {
    expires: new Date(Date.now() + idle),
    absoluteExpires: new Date(Date.now() + absolute),
  };
  await db().update(sessions).set(ends).where(eq(sessions.sessionToken, tokenHash));
  return { user, tokenHash, ...ends };
}
async function remaining(tokenHashes: string[]) {
  const rows = await db()
    .select({ tokenHash: sessions.sessionToken })
    .from(sessions)
    .where(inArray(sessions.sessionToken, tokenHashes));
  return rows.map(({ tokenHash }) => tokenHash);
}
const inUse = { idle: minute, absolute: minute };
const overdue = [
  { idle: -1000, absolute: minute },
  { idle: minute, absolute: -1000 },
  { idle: -1000, absolute: -1000 },
];

describe("a live session", () => {
  it("is found by its token's hash, with the user and nothing secret", async () => {
    const { user, tokenHash, expires, absoluteExpires } = await sessionThatEnds(inUse);
    const session = await findLiveSession(tokenHash);
    expect(session).toEqual({
      user: {
        id: expect.any(String),
        sessionId: expect.any(String),
        username: user.claims.subject.slice(0, 30),
        name: user.claims.name,
        email: user.email,
        unconfirmedEmail: null,
        image: user.claims.picture,
        locale: null,
        role: "user",
        provider: "google",
        authenticatedSecondsAgo: expect.any(Number),
        newDeviceSecondsAgo: null,
        hasNewSignIns: false,
        hasRecovery: false,
        ...ofBuilder,
      },
      lastSeenAt: expect.any(Date),
      expires,
      absoluteExpires,
      openedIn: { userAgent: "Mozilla/5.0", ip: "192.0.2.1" },
      usedIn: [],
    });
    expect(JSON.stringify(session)).not.toContain(tokenHash);
  });

  it("tells how long ago a provider confirmed the user, by the database's clock", async () => {
    const { tokenHash } = await sessionThatEnds(inUse);
    const isThisSession = eq(sessions.sessionToken, tokenHash);
    await db()
      .update(sessions)
      .set({ authenticatedAt: sql`now() - interval '7 min'` })
      .where(isThisSession);
    const { authenticatedSecondsAgo = 0 } = (await findLiveSession(tokenHash))?.user ?? {};
    expect(authenticatedSecondsAgo).toBeGreaterThan(7 * 60);
    expect(authenticatedSecondsAgo).toBeLessThan(8 * 60);
  });

  it.each(overdue)("ends at the earlier of its two expiries: %j", async (ends) => {
    const { tokenHash } = await sessionThatEnds(ends);
    expect(await findLiveSession(tokenHash)).toBeNull();
  });

  it.each(["", "%", "' or 1=1 --", createSessionToken(), "x".repeat(100_000)])(
    "is not found by anything else",
    async (tokenHash) => {
      await sessionThatEnds(inUse);
      expect(await findLiveSession(tokenHash)).toBeNull();
    },
  );

  it("ends when its user is deleted", async () => {
    const { user, tokenHash } = await sessionThatEnds(inUse);
    await db().delete(users).where(eq(users.email, user.email));
    expect(await findLiveSession(tokenHash)).toBeNull();
    expect(await remaining([tokenHash])).toEqual([]);
  });
});

/** A device on which no session was opened. */
const elsewhere = { userAgent: "Elsewhere/1.0", ip: "198.51.100.9" };

describe("a session that is ended", () => {
  it("is gone at once, and no other session with it", async () => {
    const [one, other] = [await sessionThatEnds(inUse), await sessionThatEnds(inUse)];
    await deleteSession(one.tokenHash, elsewhere);
    expect(await findLiveSession(one.tokenHash)).toBeNull();
    expect(await findLiveSession(other.tokenHash)).not.toBeNull();
  });

  it("may be ended again, and is recorded once as a sign-out from where the user is now", async () => {
    const { tokenHash } = await sessionThatEnds(inUse);
    const { id = "", sessionId } = (await findLiveSession(tokenHash))?.user ?? {};
    await Promise.all([deleteSession(tokenHash, elsewhere), deleteSession(tokenHash, elsewhere)]);
    await expect(deleteSession(tokenHash, elsewhere)).resolves.toBeNull();
    const signOuts = (await entriesOf(id)).filter(({ kind }) => kind === "sign-out");
    expect(signOuts).toMatchObject([{ subjectId: sessionId, provider: "google", ...elsewhere }]);
  });
});

describe("a session in use", () => {
  it("has its idle expiry extended, but not its absolute one or any other session", async () => {
    const [one, other] = [await sessionThatEnds(inUse), await sessionThatEnds(inUse)];
    const before = await findLiveSession(one.tokenHash);
    const expires = new Date(Date.now() + 30 * minute);
    await touchSession(before?.user.sessionId ?? "", expires);

    const after = await findLiveSession(one.tokenHash);
    expect(after).toMatchObject({ expires, absoluteExpires: one.absoluteExpires });
    expect(after?.lastSeenAt.getTime()).toBeGreaterThan(before?.lastSeenAt.getTime() ?? Infinity);
    expect(await findLiveSession(other.tokenHash)).toMatchObject({ expires: other.expires });
  });

  it("is not revived by a touch after it was ended", async () => {
    const { tokenHash } = await sessionThatEnds(inUse);
    await deleteSession(tokenHash, elsewhere);
    await touchSession(randomUUID(), new Date(Date.now() + minute));
    expect(await findLiveSession(tokenHash)).toBeNull();
  });
});
