import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { approveUser } from "@/lib/db/admin/approve-user";
import { endSessions } from "@/lib/db/admin/end-sessions";
import { grantAdmin } from "@/lib/db/admin/grant-admin";
import { createInvitation, revokeInvitation } from "@/lib/db/admin/invitations";
import { createRecovery } from "@/lib/db/admin/recoveries";
import { removeUser } from "@/lib/db/admin/remove-user";
import { setRole } from "@/lib/db/admin/set-role";
import { restoreUser, suspendUser } from "@/lib/db/admin/suspend-user";
import { restoreDeletedUsers } from "@/lib/db/admin/suspended-identities";
import { db } from "@/lib/db/driver/client";
import { identityHashes } from "@/lib/test-support/admin-cases";
import { operationsOn } from "@/lib/test-support/admin-log";
import { storeFullUser } from "@/lib/test-support/full-user";
import { batchesOf, begun } from "@/lib/test-support/read-export";
import { minutesFromNow, storeSession, storeUser } from "@/lib/test-support/stored-user";
import { deleteAdminLogBefore } from "./admin-log";
import { adminLog } from "./schema";

const on = (userId: string) => ({ userId, actorId: null });
const suspend = (userId: string, until: Date | null = null) =>
  suspendUser(on(userId), { until, reason: null }, identityHashes);
const remove = (userId: string) => removeUser(on(userId), identityHashes);

describe("the admin log has, with the operator,", () => {
  const until = minutesFromNow(60);

  it.each([
    ["role", "editor", (id: string) => setRole(on(id), "editor")],
    ["role", "admin", (id: string) => grantAdmin(id)],
    ["approve", null, (id: string) => approveUser(on(id))],
    ["end-sessions", null, (id: string) => endSessions(on(id))],
    ["recover", null, (id: string) => createRecovery(on(id), randomUUID())],
    ["suspend", until.toISOString(), (id: string) => suspend(id, until)],
    ["delete", null, remove],
  ] as const)("an operation on a user: %s", async (action, detail, act) => {
    const userId = await storeUser({ awaitingApproval: action === "approve" });
    await storeSession(userId);
    await act(userId);
    expect(await operationsOn(userId)).toMatchObject([{ action, detail, actorId: null }]);
  });

  it("the admin who acted", async () => {
    const [userId, actorId] = [await storeUser(), randomUUID()];
    await setRole({ userId, actorId }, "editor");
    expect(await operationsOn(userId)).toMatchObject([{ actorId }]);
  });

  it("the end of a suspension, also of a user who is gone", async () => {
    const userId = await storeUser();
    await suspend(userId);
    await restoreUser(on(userId));
    await suspend(userId);
    await remove(userId);
    const actorId = randomUUID();
    expect(await restoreDeletedUsers({ userId }, actorId)).toEqual([userId]);
    const log = await operationsOn(userId);
    expect(log.map(({ action }) => action)).toEqual([
      ...["suspend", "restore", "suspend", "delete", "restore"],
    ]);
    expect(log.at(-1)).toMatchObject({ actorId, detail: null });
  });

  it("an invitation and its end, without its address", async () => {
    const email = `${randomUUID()}@example.com`;
    const draft = { tokenHash: randomUUID(), email, uses: 1, expiresInSeconds: 60, note: null };
    const invited = await createInvitation(draft, null);
    if (invited.kind !== "invited") throw new Error(invited.kind);
    const { id } = invited;
    await revokeInvitation(id, null);
    await revokeInvitation(id, null);
    const log = await db()
      .select()
      .from(adminLog)
      .where(eq(adminLog.invitationId, id))
      .orderBy(adminLog.at);
    const entry = { action: "invite", actorId: null, userId: null };
    expect(log).toMatchObject([
      { ...entry, detail: null },
      { ...entry, detail: "revoked" },
    ]);
  });
});

describe("the admin log has nothing about", () => {
  it("an operation that changes nothing", async () => {
    const userId = await storeUser();
    expect(await setRole(on(userId), "user")).toBe("unchanged");
    expect(await approveUser(on(userId))).toBe("not-waiting");
    expect(await endSessions(on(userId))).toBe(0);
    expect(await restoreUser(on(userId))).toBe("not-suspended");
    expect(await restoreDeletedUsers({ userId }, null)).toEqual([]);
    expect(await operationsOn(userId)).toEqual([]);
  });

  it("a role that ADMIN_EMAILS grants to no one, or again", async () => {
    const [suspended, admin] = [{ suspendedAt: new Date(0) }, { role: "admin" }];
    for (const changes of [suspended, admin, { awaitingApproval: true }]) {
      const userId = await storeUser(changes);
      expect(await grantAdmin(userId)).toBe(false);
      expect(await operationsOn(userId)).toEqual([]);
    }
    const userId = await storeUser();
    await Promise.all([1, 2, 3, 4].map(() => grantAdmin(userId)));
    expect(await operationsOn(userId)).toHaveLength(1);
  });

  it("an unknown user", async () => {
    const userId = randomUUID();
    await Promise.all([
      ...[setRole(on(userId), "admin"), approveUser(on(userId)), endSessions(on(userId))],
      ...[remove(userId), createRecovery(on(userId), randomUUID()), grantAdmin(userId)],
    ]);
    expect(await operationsOn(userId)).toEqual([]);
  });
});

it("an entry is in the log until its retention period is over", async () => {
  const userId = await storeUser();
  const entry = { userId, action: "approve" as const };
  await db()
    .insert(adminLog)
    .values([entry, { ...entry, at: minutesFromNow(-2) }]);
  await deleteAdminLogBefore(minutesFromNow(-1), 10_000);
  expect(await operationsOn(userId)).toHaveLength(1);
});

it("the export of a user has every entry about them as it is stored", async () => {
  const { userId, context } = await storeFullUser();
  const exported = (await batchesOf(await begun(context), "adminLog")).flat();
  expect(exported).toHaveLength(2);
  expect(await operationsOn(userId)).toMatchObject(exported);
});
