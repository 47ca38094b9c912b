import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { recogniseSession } from "@/lib/db/new-device-sign-ins";
import { endSessionOf, listSessions } from "@/lib/db/user-sessions";
import { recordOf, recordSignIn } from "@/lib/test-support/sign-in-record";
import { contextIn, entriesOf } from "@/lib/test-support/stored-user";
import { createTestUser } from "@/lib/test-support/test-user";
import { recordLinkedUser } from "./sign-in";

/** Somebody who came once, in a browser with this cookie. */
async function newUser() {
  const user = createTestUser();
  const record = recordOf(user);
  const userId = (await recordSignIn(record)) ?? "";
  return { user, userId, deviceHash: record.deviceHash };
}

/** The session that was opened last. */
async function latest(userId: string) {
  const [session] = await listSessions(userId, 1);
  return session;
}

describe("the device of a sign-in", () => {
  it("is not new to somebody who is new themselves, nor when they come back on it", async () => {
    const { user, userId, deviceHash } = await newUser();
    expect(await latest(userId)).toMatchObject({ newDevice: false });
    await recordSignIn({ ...recordOf(user), deviceHash });
    expect(await listSessions(userId, 9)).toHaveLength(2);
    expect(await latest(userId)).toMatchObject({ newDevice: false });
  });

  it("is new until somebody has vouched for it, however often it is used", async () => {
    const { user, userId } = await newUser();
    const first = (await latest(userId))?.id;
    const record = recordOf(user);
    const onIt = () => recordSignIn({ ...recordOf(user), deviceHash: record.deviceHash });
    for (let times = 0; times < 2; times += 1) {
      await onIt();
      expect(await latest(userId)).toMatchObject({ newDevice: true });
    }
    const session = await latest(userId);
    const vouched = await recogniseSession(contextIn(userId, first), session?.id ?? "");
    expect(vouched).toBe("vouched");
    await onIt();
    expect(await latest(userId)).toMatchObject({ newDevice: false });
  });

  it("is new again after its session was disowned", async () => {
    const { user, userId } = await newUser();
    const first = (await latest(userId))?.id;
    const { deviceHash } = recordOf(user);
    await recordSignIn({ ...recordOf(user), deviceHash });
    const session = await latest(userId);
    expect(await endSessionOf(contextIn(userId, first), session?.id ?? "")).toBe("ended");
    await recordSignIn({ ...recordOf(user), deviceHash });
    expect(await latest(userId)).toMatchObject({ newDevice: true });
  });

  it("is new to everybody who has not used it themselves", async () => {
    const [own, other] = [await newUser(), await newUser()];
    await recordSignIn({ ...recordOf(own.user), deviceHash: other.deviceHash });
    expect(await latest(own.userId)).toMatchObject({ newDevice: true });
  });
});

describe("what is noted of a sign-in", () => {
  const from = { userAgent: "Mozilla/5.0", ip: "192.0.2.1" };

  it("of somebody new is that they came, and the session with its device", async () => {
    const user = createTestUser();
    const record = recordOf(user, { session: from });
    const userId = (await recordSignIn(record)) ?? "";
    const session = await latest(userId);
    expect(await entriesOf(userId)).toMatchObject([
      { kind: "account-created", provider: "google", ...from, deviceHash: record.deviceHash },
      { kind: "sign-in", subjectId: session?.id, ...from, deviceHash: record.deviceHash },
    ]);
  });

  it("of somebody known is the session alone", async () => {
    const { user, userId } = await newUser();
    await recordSignIn(recordOf(user, { session: from }));
    const session = await latest(userId);
    expect((await entriesOf(userId)).slice(2)).toMatchObject([
      { kind: "sign-in", subjectId: session?.id, ...from },
    ]);
  });

  it("that connects another account is that too", async () => {
    const { user, userId } = await newUser();
    const account = { provider: "github", providerAccountId: randomUUID() };
    await recordLinkedUser(recordOf(user, { account }), userId, () => true);
    expect((await entriesOf(userId)).slice(2)).toMatchObject([
      { kind: "connected", provider: "github", detail: "by-address" },
      { kind: "sign-in", provider: "github" },
    ]);
  });
});
