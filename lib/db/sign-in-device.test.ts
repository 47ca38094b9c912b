import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createPerson } from "@/lib/test-support/person";
import { recordOf, recordSignIn } from "@/lib/test-support/sign-in-record";
import { actorIn, entriesOf } from "@/lib/test-support/stored-person";
import { endSessionOf, listSessions } from "./devices";
import { vouchForSession } from "./new-sign-ins";
import { recordLinked } from "./sign-in";

/** Somebody who came once, in a browser with this cookie. */
async function newcomer() {
  const person = createPerson();
  const record = recordOf(person);
  const userId = (await recordSignIn(record)) ?? "";
  return { person, userId, deviceHash: record.deviceHash };
}

/** The session that was opened last. */
async function latest(userId: string) {
  const [session] = await listSessions(userId, 1);
  return session;
}

describe("the device of a sign-in", () => {
  it("is not new to somebody who is new themselves, nor when they come back on it", async () => {
    const { person, userId, deviceHash } = await newcomer();
    expect(await latest(userId)).toMatchObject({ newDevice: false });
    await recordSignIn({ ...recordOf(person), deviceHash });
    expect(await listSessions(userId, 9)).toHaveLength(2);
    expect(await latest(userId)).toMatchObject({ newDevice: false });
  });

  it("is new until somebody has vouched for it, however often it is used", async () => {
    const { person, userId } = await newcomer();
    const first = (await latest(userId))?.id;
    const record = recordOf(person);
    const onIt = () => recordSignIn({ ...recordOf(person), deviceHash: record.deviceHash });
    for (let times = 0; times < 2; times += 1) {
      await onIt();
      expect(await latest(userId)).toMatchObject({ newDevice: true });
    }
    const session = await latest(userId);
    const vouched = await vouchForSession(actorIn(userId, first), session?.id ?? "");
    expect(vouched).toBe("vouched");
    await onIt();
    expect(await latest(userId)).toMatchObject({ newDevice: false });
  });

  it("is new again after its session was disowned", async () => {
    const { person, userId } = await newcomer();
    const first = (await latest(userId))?.id;
    const { deviceHash } = recordOf(person);
    await recordSignIn({ ...recordOf(person), deviceHash });
    const session = await latest(userId);
    expect(await endSessionOf(actorIn(userId, first), session?.id ?? "")).toBe("ended");
    await recordSignIn({ ...recordOf(person), deviceHash });
    expect(await latest(userId)).toMatchObject({ newDevice: true });
  });

  it("is new to everybody who has not used it themselves", async () => {
    const [own, other] = [await newcomer(), await newcomer()];
    await recordSignIn({ ...recordOf(own.person), deviceHash: other.deviceHash });
    expect(await latest(own.userId)).toMatchObject({ newDevice: true });
  });
});

describe("what is noted of a sign-in", () => {
  const from = { userAgent: "Mozilla/5.0", ip: "192.0.2.1" };

  it("of somebody new is that they came, and the session with its device", async () => {
    const person = createPerson();
    const record = recordOf(person, { session: from });
    const userId = (await recordSignIn(record)) ?? "";
    const session = await latest(userId);
    expect(await entriesOf(userId)).toMatchObject([
      { kind: "account-created", provider: "google", ...from, deviceHash: record.deviceHash },
      { kind: "sign-in", subjectId: session?.id, ...from, deviceHash: record.deviceHash },
    ]);
  });

  it("of somebody known is the session alone", async () => {
    const { person, userId } = await newcomer();
    await recordSignIn(recordOf(person, { session: from }));
    const session = await latest(userId);
    expect((await entriesOf(userId)).slice(2)).toMatchObject([
      { kind: "sign-in", subjectId: session?.id, ...from },
    ]);
  });

  it("that connects another account is that too", async () => {
    const { person, userId } = await newcomer();
    const account = { provider: "github", providerAccountId: randomUUID() };
    await recordLinked(recordOf(person, { account }), userId, () => true);
    expect((await entriesOf(userId)).slice(2)).toMatchObject([
      { kind: "connected", provider: "github", detail: "by-address" },
      { kind: "sign-in", provider: "github" },
    ]);
  });
});
