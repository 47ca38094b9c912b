import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { recogniseSession } from "@/lib/db/new-device-sign-ins";
import { endSessionOf, listSessions } from "@/lib/db/user-sessions";
import { recordOf, recordSignIn } from "@/lib/test-support/sign-in-record";
import { contextIn, entriesOf, freshContext } from "@/lib/test-support/stored-user";
import { createTestUser } from "@/lib/test-support/test-user";
import { signInLinkedUser } from "./linked-user";

/** A user who has signed in once, in a browser with this device cookie. */
async function newUser() {
  const user = createTestUser();
  const record = recordOf(user);
  const userId = (await recordSignIn(record)) ?? "";
  return { user, userId, deviceHash: record.deviceHash };
}

/** The user's most recently used session. */
async function latest(userId: string) {
  const [session] = await listSessions(userId, 1);
  return session;
}

describe("the device of a sign-in", () => {
  it("is known if a new user signed in on it, and when they return on it", async () => {
    const { user, userId, deviceHash } = await newUser();
    expect(await latest(userId)).toMatchObject({ newDevice: false });
    await recordSignIn({ ...recordOf(user), deviceHash });
    expect(await listSessions(userId, 9)).toHaveLength(2);
    expect(await latest(userId)).toMatchObject({ newDevice: false });
  });

  it("stays new until the user recognises it, however often it is used", async () => {
    const { user, userId } = await newUser();
    const first = (await latest(userId))?.id;
    const record = recordOf(user);
    const signInOnIt = () => recordSignIn({ ...recordOf(user), deviceHash: record.deviceHash });
    for (let times = 0; times < 2; times += 1) {
      await signInOnIt();
      expect(await latest(userId)).toMatchObject({ newDevice: true });
    }
    const session = await latest(userId);
    const vouched = await recogniseSession(contextIn(userId, first), session?.id ?? "");
    expect(vouched).toBe("vouched");
    await signInOnIt();
    expect(await latest(userId)).toMatchObject({ newDevice: false });
  });

  it("stays new after its session was ended", async () => {
    const { user, userId } = await newUser();
    const first = (await latest(userId))?.id;
    const { deviceHash } = recordOf(user);
    await recordSignIn({ ...recordOf(user), deviceHash });
    const session = await latest(userId);
    expect(await endSessionOf(freshContext(userId, first), session?.id ?? "")).toBe("ended");
    await recordSignIn({ ...recordOf(user), deviceHash });
    expect(await latest(userId)).toMatchObject({ newDevice: true });
  });

  it("is new to a user who hasn't used it, even if another user has", async () => {
    const [own, other] = [await newUser(), await newUser()];
    await recordSignIn({ ...recordOf(own.user), deviceHash: other.deviceHash });
    expect(await latest(own.userId)).toMatchObject({ newDevice: true });
  });
});

describe("what is recorded about a sign-in", () => {
  const from = { userAgent: "Mozilla/5.0", ip: "192.0.2.1" };

  it("of a new user is the new account, and the session with its device", async () => {
    const user = createTestUser();
    const record = recordOf(user, { session: from });
    const userId = (await recordSignIn(record)) ?? "";
    const session = await latest(userId);
    expect(await entriesOf(userId)).toMatchObject([
      { kind: "account-created", provider: "google", ...from, deviceHash: record.deviceHash },
      { kind: "sign-in", subjectId: session?.id, ...from, deviceHash: record.deviceHash },
    ]);
  });

  it("of a returning user is the session alone", async () => {
    const { user, userId } = await newUser();
    await recordSignIn(recordOf(user, { session: from }));
    const session = await latest(userId);
    expect((await entriesOf(userId)).slice(2)).toMatchObject([
      { kind: "sign-in", subjectId: session?.id, ...from },
    ]);
  });

  it("that connects another account is the connection as well", async () => {
    const { user, userId } = await newUser();
    const account = { provider: "github", providerAccountId: randomUUID() };
    await signInLinkedUser(recordOf(user, { account }), userId, () => true);
    expect((await entriesOf(userId)).slice(2)).toMatchObject([
      { kind: "connected", provider: "github", detail: "by-address" },
      { kind: "sign-in", provider: "github" },
    ]);
  });
});
