import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { invitations, recoveries } from "@/lib/db/access-schema";
import { db } from "@/lib/db/driver/client";
import { sessions, users } from "@/lib/db/schema";
import { identityHashes } from "@/lib/test-support/admin-cases";
import { entriesOf, minutesFromNow, storeSession, storeUser } from "@/lib/test-support/stored-user";
import { approveUser } from "./approve-user";
import { endSessions } from "./end-sessions";
import {
  createInvitation,
  deleteExpiredInvitations,
  listInvitations,
  revokeInvitation,
} from "./invitations";
import { createRecovery } from "./recoveries";
import { removeUser } from "./remove-user";
import { setRole } from "./set-role";

const on = (userId: string) => ({ userId, actorId: null });

describe("an operation", () => {
  it.each([
    ["role-changed", "editor", (id: string) => setRole(on(id), "editor")],
    ["approved", null, (id: string) => approveUser(on(id))],
    ["sessions-ended-by-operator", "1", (id: string) => endSessions(on(id))],
    ["recovery-started", null, (id: string) => createRecovery(on(id), randomUUID())],
  ] as const)("is in the user's activity: %s", async (kind, detail, act) => {
    const userId = await storeUser({ awaitingApproval: kind === "approved" });
    await storeSession(userId);
    await act(userId);
    const device = { userAgent: null, ip: null, deviceHash: null };
    expect(await entriesOf(userId)).toMatchObject([{ kind, detail, ...device }]);
  });

  it("that changes nothing is not recorded", async () => {
    const userId = await storeUser();
    expect(await setRole(on(userId), "user")).toBe("unchanged");
    expect(await approveUser(on(userId))).toBe("not-waiting");
    expect(await endSessions(on(userId))).toBe(0);
    expect(await entriesOf(userId)).toEqual([]);
  });

  it("on an unknown user changes nothing", async () => {
    const nobody = on(randomUUID());
    const outcomes = await Promise.all([
      setRole(nobody, "admin"),
      approveUser(nobody),
      endSessions(nobody),
      removeUser(nobody, identityHashes),
      createRecovery(nobody, randomUUID()),
    ]);
    expect(new Set(outcomes)).toEqual(new Set(["unknown-user"]));
  });
});

describe("ending a user's sessions", () => {
  it("ends all of theirs and none of others", async () => {
    const [userId, other] = [await storeUser(), await storeUser()];
    for (const id of [userId, userId, other]) await storeSession(id);
    expect(await endSessions(on(userId))).toBe(2);
    const left = await db().select().from(sessions).where(eq(sessions.userId, other));
    expect(left).toHaveLength(1);
  });
});

describe("a recovery", () => {
  it("lasts 24 hours, and a new one replaces it", async () => {
    const userId = await storeUser();
    await createRecovery(on(userId), `first-${userId}`);
    const started = await createRecovery(on(userId), `second-${userId}`);
    const stored = await db().select().from(recoveries).where(eq(recoveries.userId, userId));
    expect(stored).toMatchObject([{ tokenHash: `second-${userId}` }]);
    const [{ createdAt, expires } = { createdAt: new Date(), expires: new Date() }] = stored;
    expect(started).toEqual({ kind: "started", expires });
    expect(expires.getTime() - createdAt.getTime()).toBe(24 * 60 * 60 * 1000);
  });

  it("is refused for a user who waits for approval", async () => {
    const userId = await storeUser({ awaitingApproval: true });
    expect(await createRecovery(on(userId), randomUUID())).toEqual({ kind: "awaiting-approval" });
  });
});

describe("an invitation", () => {
  const draft = (changes = {}) => ({
    ...{ tokenHash: randomUUID(), email: null, uses: 3, expiresInSeconds: 60, note: "By Grace" },
    ...changes,
  });

  async function invite(changes = {}) {
    const invited = await createInvitation(draft(changes), null);
    if (invited.kind !== "invited") throw new Error(invited.kind);
    return invited.id;
  }

  const listed = async (id: string) =>
    (await listInvitations(10_000)).find((invitation) => invitation.id === id);

  it("is listed without its hash", async () => {
    const email = `${randomUUID()}@example.com`;
    const id = await invite({ email });
    const stored = { id, email, uses: 3, usesLeft: 3, note: "By Grace", isUsable: true };
    const times = { createdAt: expect.any(Date), expires: expect.any(Date) };
    expect(await listed(id)).toEqual({ ...stored, ...times });
  });

  it("stays listed for 30 days after its end, and is then cleaned up", async () => {
    const [recent, old] = [await invite(), await invite()];
    const day = 24 * 60;
    const ends = { [recent]: minutesFromNow(-29 * day), [old]: minutesFromNow(-31 * day) };
    for (const [id, expires] of Object.entries(ends)) {
      await db().update(invitations).set({ expires }).where(eq(invitations.id, id));
    }
    await deleteExpiredInvitations(10_000);
    expect(await listed(recent)).toMatchObject({ isUsable: false });
    const stored = await db().select().from(invitations).where(eq(invitations.id, old));
    expect(stored).toEqual([]);
  });

  it("can be revoked once", async () => {
    const id = await invite();
    expect(await revokeInvitation(id, null)).toBe("revoked");
    expect(await revokeInvitation(id, null)).toBe("unknown-invitation");
    expect(await listed(id)).toBeUndefined();
  });

  it("isn't made for an address whose user is here, or waits", async () => {
    const [email, waiting] = [`${randomUUID()}@example.com`, `${randomUUID()}@example.com`];
    const userId = await storeUser({ email });
    const waitingId = await storeUser({ email: waiting, awaitingApproval: true });
    expect(await createInvitation(draft({ email }), null)).toEqual({ kind: "has-user", userId });
    const refused = { kind: "waiting", userId: waitingId };
    expect(await createInvitation(draft({ email: waiting }), null)).toEqual(refused);
    expect(await db().select().from(invitations).where(eq(invitations.email, email))).toEqual([]);
  });

  it("is made for an address that its former user only has unconfirmed", async () => {
    const email = `${randomUUID()}@example.com`;
    await storeUser({ email, emailVerified: null });
    expect(await listed(await invite({ email }))).toMatchObject({ email });
  });
});

it("a deleted user's username stays reserved, and their sessions and row are gone", async () => {
  const userId = await storeUser();
  await storeSession(userId);
  expect(await removeUser(on(userId), identityHashes)).toBe("deleted");
  expect(await db().select().from(users).where(eq(users.id, userId))).toEqual([]);
  expect(await db().select().from(sessions).where(eq(sessions.userId, userId))).toEqual([]);
});
