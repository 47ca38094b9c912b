import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { listConnections } from "@/lib/db/accounts";
import { db } from "@/lib/db/driver/client";
import { accounts, sessions, users } from "@/lib/db/schema";
import { findLiveSession } from "@/lib/db/sessions";
import {
  contextIn,
  entriesOf,
  minutesFromNow,
  storeAccount,
  storeSession,
  storeUser,
} from "@/lib/test-support/stored-user";
import { testIssuer } from "@/lib/test-support/test-user";
import { recordConnection, recordUse } from "./connection";
import { recordReauthentication } from "./reauthentication";

/** As `recordReauthentication`, with the wait that is the default. */
const reauthenticate = (...[context, account, tokenHash]: Recorded) =>
  recordReauthentication(context, account, { tokenHash, newDeviceWaitSeconds: 24 * 60 * 60 });

type Recorded = [
  context: Parameters<typeof recordUse>[0],
  account: Parameters<typeof recordUse>[1],
  tokenHash: string,
];

const image = "https://a.example/1";
const named = () => {
  const providerAccountId = randomUUID();
  return {
    provider: "google",
    issuer: testIssuer,
    providerAccountId,
    email: `${providerAccountId}@example.com`,
    image,
  };
};

/** A user whose session, opened and confirmed an hour ago, is about to be confirmed again. */
async function userInSession(changes: Partial<typeof sessions.$inferInsert> = {}) {
  const [userId, tokenHash, account] = [await storeUser({ image }), randomUUID(), named()];
  const anHourAgo = minutesFromNow(-60);
  const times = { createdAt: anHourAgo, authenticatedAt: anHourAgo, lastSeenAt: anHourAgo };
  const session = { sessionToken: tokenHash, ...times, ...changes };
  const sessionId = await storeSession(userId, session);
  const accountId = await storeAccount(userId, { ...account, lastUsedAt: anHourAgo });
  return {
    userId,
    sessionId,
    context: contextIn(userId, sessionId),
    tokenHash,
    account,
    accountId,
  };
}

/** Everything that could have been written. */
async function stateOf(userId: string) {
  return {
    users: await db().select().from(users).where(eq(users.id, userId)),
    accounts: await db().select().from(accounts).where(eq(accounts.userId, userId)),
    sessions: await db().select().from(sessions).where(eq(sessions.userId, userId)),
    activity: await entriesOf(userId),
  };
}

describe("a reauthentication", () => {
  it("makes the session fresh under a new token, and the old token invalid", async () => {
    const { userId, sessionId, context, tokenHash, account } = await userInSession();
    const [before] = (await stateOf(userId)).sessions;
    const other = await storeSession(userId, { authenticatedAt: minutesFromNow(-60) });
    const next = randomUUID();
    const { absoluteExpires } = before ?? {};
    expect(await reauthenticate(context, account, next)).toMatchObject({ absoluteExpires });
    expect(await findLiveSession(tokenHash)).toBeNull();
    const live = await findLiveSession(next);
    expect(live?.user).toMatchObject({ id: userId, sessionId });
    expect(live?.user.authenticatedSecondsAgo).toBeLessThan(60);
    const { sessions: after, activity } = await stateOf(userId);
    const others = after.find(({ id }) => id === other);
    expect(others?.authenticatedAt.getTime()).toBeLessThan(Date.now() - 59 * 60_000);
    expect(after.find(({ id }) => id === sessionId)?.createdAt).toEqual(before?.createdAt);
    expect(activity).toMatchObject([{ kind: "confirmed", subjectId: sessionId }]);
  });

  it("stores what the provider reports now, and keeps the last address if it verifies none now", async () => {
    const { userId, context, account } = await userInSession();
    const picture = "https://a.example/2";
    await reauthenticate(context, { ...account, email: null, image: picture }, randomUUID());
    const state = await stateOf(userId);
    expect(state.users).toMatchObject([{ image: picture }]);
    expect(state.accounts).toMatchObject([{ email: account.email, image: picture }]);
    expect(state.accounts[0]?.lastUsedAt.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  it("keeps a picture that the user has chosen from elsewhere", async () => {
    const { userId, context, account } = await userInSession();
    await db().update(users).set({ image: "https://a.example/own" }).where(eq(users.id, userId));
    await reauthenticate(context, { ...account, image: null }, randomUUID());
    expect((await stateOf(userId)).users).toMatchObject([{ image: "https://a.example/own" }]);
  });
});

describe("a connection", () => {
  it("adds the account, records it, and doesn't make the session fresh", async () => {
    const { userId, context, tokenHash, accountId } = await userInSession();
    const account = { ...named(), provider: "github" };
    const connected = await recordConnection(context, account, { tokenHash: null, hashes: [] });
    expect(connected).toMatchObject({ absoluteExpires: expect.any(Date) });
    const connections = await listConnections(userId);
    expect(connections).toMatchObject([{ id: accountId }, { email: account.email }]);
    const entry = { kind: "connected", provider: "github", subjectId: connections[1]?.id };
    expect(await entriesOf(userId)).toMatchObject([entry]);
    const live = await findLiveSession(tokenHash);
    expect(live?.user.authenticatedSecondsAgo).toBeGreaterThan(59 * 60);
  });

  it("of an account that two users connect at the same moment succeeds for one of them", async () => {
    for (let round = 0; round < 10; round += 1) {
      const users = [await userInSession(), await userInSession()];
      const account = { ...named(), provider: "github" };
      const outcomes = await Promise.all(
        users.map(({ context }) =>
          recordConnection(context, account, { tokenHash: randomUUID(), hashes: [] }),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1);
      const counts = await Promise.all(users.map(({ userId }) => listConnections(userId)));
      expect(counts.map(({ length }) => length).sort()).toEqual([1, 2]);
    }
  });
});

/** As a use and a connection are recorded, with another token for the session. */
const withToken =
  (record: typeof recordUse) =>
  (...[context, account, tokenHash]: Recorded) =>
    record(context, account, { tokenHash });

describe.each([
  ["a reauthentication", reauthenticate],
  ["a use", withToken(recordUse)],
  ["a connection", withToken(recordConnection as typeof recordUse)],
])("%s in a session that may not act", (_, record) => {
  const past = minutesFromNow(-1);

  it.each([{ expires: past }, { absoluteExpires: past }])(
    "writes nothing if the session has expired: %j",
    async (ends) => {
      const user = await userInSession(ends);
      const before = await stateOf(user.userId);
      expect(await record(user.context, named(), randomUUID())).toBe("signed-out");
      expect(await stateOf(user.userId)).toEqual(before);
    },
  );

  it("writes nothing in another user's session", async () => {
    const [own, other] = [await userInSession(), await userInSession()];
    const before = [await stateOf(own.userId), await stateOf(other.userId)];
    const context = contextIn(own.userId, other.sessionId);
    expect(await record(context, own.account, randomUUID())).toBe("signed-out");
    expect([await stateOf(own.userId), await stateOf(other.userId)]).toEqual(before);
  });
});

describe.each([
  ["a reauthentication", reauthenticate],
  ["a use", withToken(recordUse)],
])("%s with an account that is not the user's", (_, record) => {
  it.each([
    ["belongs to another user", async () => (await userInSession()).account],
    ["was disconnected meanwhile", async () => named()],
  ])("writes nothing if it %s", async (_, foreign) => {
    const { userId, context } = await userInSession();
    const account = await foreign();
    const before = await stateOf(userId);
    expect(await record(context, account, randomUUID())).toBeNull();
    expect(await stateOf(userId)).toEqual(before);
  });
});
