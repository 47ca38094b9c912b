import { randomUUID } from "node:crypto";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import { disconnectAccount, listConnections } from "@/lib/db/accounts";
import * as activity from "@/lib/db/activity";
import { releaseAddress, takeOverAddress } from "@/lib/db/address-handover";
import { grantAdmin } from "@/lib/db/admin/grant-admin";
import { drizzleAdapter } from "@/lib/db/authjs-adapter";
import { findDeviceWait } from "@/lib/db/device-wait";
import { db } from "@/lib/db/driver/client";
import { findEndedBy, rememberEnded } from "@/lib/db/ended-sessions";
import { beginExport } from "@/lib/db/export/begin-export";
import { exportedSections } from "@/lib/db/export/sections";
import { readExportedProfile } from "@/lib/db/export/user-export";
import { findOtherIssuers } from "@/lib/db/health/account-issuers";
import { checkMigrations, pingDatabase } from "@/lib/db/health/migrations";
import {
  deviceHashOf,
  forgetDevice,
  forgetDeviceOf,
  listKnownDevices,
} from "@/lib/db/known-devices";
import { lockUser } from "@/lib/db/lock-user";
import {
  answerQuestions,
  findNewSignIn,
  listNewSignIns,
  recogniseSession,
  recogniseUse,
} from "@/lib/db/new-device-sign-ins";
import { deleteExpiredLimits } from "@/lib/db/rate-limit-store";
import {
  deleteExpiredReservations,
  releaseUsername,
  takeUsername,
} from "@/lib/db/released-usernames";
import { listUsesElsewhere, recordUseElsewhere } from "@/lib/db/session-places";
import { recordConnection, recordUse } from "@/lib/db/session-update/connection";
import { recogniseOwnDevice } from "@/lib/db/session-update/own-device";
import { recordReauthentication } from "@/lib/db/session-update/reauthentication";
import { replaceSessionToken } from "@/lib/db/session-update/session-token";
import * as sessions from "@/lib/db/sessions";
import { findLinkCandidates, readLinkCandidates } from "@/lib/db/sign-in/account-owners";
import { recordAccountUse } from "@/lib/db/sign-in/account-use";
import { signInLinkedUser } from "@/lib/db/sign-in/linked-user";
import { signInNewUser } from "@/lib/db/sign-in/new-user";
import { signInReturningUser } from "@/lib/db/sign-in/returning-user";
import { signInSeparateUser } from "@/lib/db/sign-in/separate-user";
import { deleteExpiredTokens, discardToken, redeemToken } from "@/lib/db/used-tokens";
import { storeLocale } from "@/lib/db/user-locale";
import * as devices from "@/lib/db/user-sessions";
import { changeAddress, deleteUser, updateProfile } from "@/lib/db/users";
import { countAttempt, retryAfterSeconds } from "@/lib/limits/rate-limit";
import { accessCases } from "@/lib/test-support/access-cases";
import { adminCases } from "@/lib/test-support/admin-cases";
import { pictureCases } from "@/lib/test-support/picture-cases";
import { batchesOf, begun } from "@/lib/test-support/read-export";
import { recoveryCases } from "@/lib/test-support/recovery-cases";
import { removalCases } from "@/lib/test-support/removal-cases";
import { contextOf, type SeededUser } from "@/lib/test-support/seeded-user";
import { recordOf } from "@/lib/test-support/sign-in-record";
import { minutesFromNow } from "@/lib/test-support/stored-user";
import { createTestUser, testIssuer } from "@/lib/test-support/test-user";

export type { SeededUser };

/**
 * Every query of lib/db by its name, with a case for each path through it. Each case gets a user of
 * its own. `query-plans.test.ts` reports a query that is missing here.
 */
export const queryCases: Record<string, (user: SeededUser) => Promise<unknown>> = {
  findLinkCandidates: (user) => findLinkCandidates({ ...identityOf(user), username: "unclaimed" }),

  "signInReturningUser: of a returning user": (user) =>
    signInReturningUser(recordOf(createTestUser(), { account: accountOf(user) })),
  "signInReturningUser: of a new user": () => signInReturningUser(recordOf(createTestUser())),
  signInNewUser: () => signInNewUser(recordOf(createTestUser())),
  signInLinkedUser: ({ userId }) =>
    signInLinkedUser(recordOf(createTestUser()), userId, () => true),
  signInSeparateUser: (user) =>
    signInSeparateUser(recordOf(createTestUser(), { account: { email: user.email } }), {
      pendingLink: randomUUID(),
      holder: user.userId,
      address: "take-over",
      takesInvitation: false,
      isStillSo: () => true,
    }),
  recordAccountUse: (user) => recordAccountUse(db(), user.userId, accountOf(user)),
  lockUser: ({ userId }) => lockUser(db(), userId),
  "drizzleAdapter: what Auth.js may call": async ({ userId }) => drizzleAdapter().getUser(userId),

  findLiveSession: ({ sessionHashes }) => sessions.findLiveSession(sessionHashes[0] ?? ""),
  touchSession: ({ sessionIds }) => sessions.touchSession(sessionIds[0] ?? "", minutesFromNow(9)),
  deleteSession: ({ sessionHashes }) =>
    sessions.deleteSession(sessionHashes[0] ?? "", { userAgent: null, ip: null }),

  listSessions: ({ userId }) => devices.listSessions(userId, 50),
  findSessionOf: ({ userId, sessionIds }) => devices.findSessionOf(userId, sessionIds[0] ?? ""),
  "endSessionOf: on a new device": (user) =>
    devices.endSessionOf(contextOf(user), user.sessionIds.at(-1) ?? ""),
  "endSessionOf: that is unknown": (user) => devices.endSessionOf(contextOf(user), randomUUID()),
  endOtherSessionsOf: (user) => devices.endOtherSessionsOf(contextOf(user)),
  findNewSignIn: (user) => findNewSignIn(contextOf(user), user.sessionIds.at(-1) ?? ""),
  listNewSignIns: (user) => listNewSignIns(contextOf(user)),
  answerQuestions: (user) =>
    answerQuestions(
      db(),
      contextOf(user),
      { newDevice: false },
      { sessionId: user.sessionIds.at(-1) ?? "", kinds: ["sign-in"] },
    ),
  "endAndForget: on a new device": (user) =>
    devices.endAndForget(contextOf(user), user.sessionIds.at(-1) ?? ""),
  recogniseUse: (user) => recogniseUse(contextOf(user), user.sessionIds.at(-1) ?? ""),
  listUsesElsewhere: ({ userId }) => listUsesElsewhere(userId, 50),
  recordUseElsewhere: ({ userId, sessionIds }) =>
    recordUseElsewhere(
      {
        ...{ userId, sessionId: sessionIds[0] ?? "", userAgent: null, ip: "192.0.2.1" },
        difference: "network",
      },
      () => false,
    ),
  findDeviceWait: (user) => findDeviceWait(contextOf(user), 86_400),
  listKnownDevices: ({ userId }) => listKnownDevices(userId, 50),
  "forgetDevice: that is unknown": (user) => forgetDevice(contextOf(user), randomUUID()),
  forgetDeviceOf: ({ userId, sessionIds }) => forgetDeviceOf(db(), userId, sessionIds[0] ?? ""),
  deviceHashOf: ({ userId, sessionIds }) => deviceHashOf(db(), userId, sessionIds[0] ?? ""),
  recogniseOwnDevice: (user) => recogniseOwnDevice(db(), contextOf(user), accountOf(user), 86_400),
  "recogniseSession: on a new device": (user) =>
    recogniseSession(contextOf(user), user.sessionIds.at(-1) ?? ""),
  "recogniseSession: that is unknown": (user) => recogniseSession(contextOf(user), randomUUID()),

  listActivity: (user) => activity.listActivity(contextOf(user), { before: null, limit: 25 }),
  "listActivity: the next page": (user) =>
    activity.listActivity(contextOf(user), { before: randomUUID(), limit: 25 }),
  "listActivity: of one group": (user) =>
    activity.listActivity(contextOf(user), { before: null, limit: 25, kinds: ["exported"] }),
  recordActivity: ({ userId }) => activity.recordActivity({ userId, kind: "sign-in-refused" }),
  noteActivity: ({ userId }) => activity.noteActivity(db(), { userId, kind: "sign-in-refused" }),
  hasActivity: ({ userId }) =>
    activity.hasActivity(db(), { userId, kind: "disconnected", subjectId: randomUUID() }),

  recordReauthentication: (user) =>
    recordReauthentication(contextOf(user), accountOf(user), {
      tokenHash: randomUUID(),
      newDeviceWaitSeconds: 0,
    }),
  recordConnection: (user) =>
    recordConnection(contextOf(user), newAccount(), { tokenHash: null, hashes: [] }),
  recordUse: (user) => recordUse(contextOf(user), accountOf(user), { tokenHash: randomUUID() }),
  replaceSessionToken: (user) =>
    replaceSessionToken(db(), contextOf(user), { tokenHash: randomUUID() }),
  listConnections: ({ userId }) => listConnections(userId),
  "disconnectAccount: one of two": (user) =>
    disconnectAccount(contextOf(user), user.accountIds[0] ?? "", accountHashes),
  "disconnectAccount: that is unknown": (user) =>
    disconnectAccount(contextOf(user), randomUUID(), accountHashes),

  updateProfile: (user) => updateProfile(contextOf(user), { username: randomUUID() }),
  releaseUsername: ({ userId }) => releaseUsername(db(), userId),
  takeUsername: ({ userId }) => takeUsername(db(), userId, randomUUID()),
  "updateProfile: with a picture": (user) =>
    updateProfile(contextOf(user), { pictureOf: user.accountIds[0] }),
  "changeAddress: another one": async (user) => {
    const connected = await recordConnection(contextOf(user), newAccount(), {
      tokenHash: null,
      hashes: [],
    });
    const newest = (await listConnections(user.userId)).at(-1);
    return connected && changeAddress(contextOf(user), newest?.id ?? "", () => false);
  },
  takeOverAddress: ({ userId }) => {
    const account = { provider: "google", email: "person-7@load.example" };
    const claiming = { ...account, emailAuthoritative: false };
    return takeOverAddress(db(), userId, claiming, () => true);
  },
  releaseAddress: ({ userId, email }) =>
    releaseAddress(db(), userId, { email, provider: "google" }),
  beginExport: (user) => beginExport(contextOf(user)),
  readExportedProfile: async (user) => readExportedProfile(await begun(contextOf(user))),
  ...Object.fromEntries(
    exportedSections.map((section) => [
      `readExportedSection: ${section}`,
      async (user: SeededUser) => batchesOf(await begun(contextOf(user)), section, 1),
    ]),
  ),
  deleteUser: (user) => deleteUser(contextOf(user)),
  storeLocale: ({ userId, sessionIds }) =>
    storeLocale({ userId, sessionId: sessionIds[0] ?? "" }, "de"),
  grantAdmin: ({ userId }) => grantAdmin(userId),
  ...removalCases,
  ...accessCases,
  ...adminCases,
  ...pictureCases,
  ...recoveryCases,

  "rateLimitStore: counting": ({ userId }) => countAttempt("person", userId),
  "rateLimitStore: reading": ({ userId }) => retryAfterSeconds("person", userId),

  rememberEnded: () => rememberEnded(db(), [randomUUID()], "user"),
  findEndedBy: () => findEndedBy(randomUUID()),
  redeemToken: () => redeemToken(db(), randomUUID()),
  discardToken: () => discardToken(randomUUID()),
  deleteExpiredTokens: () => deleteExpiredTokens(50),
  deleteExpiredReservations: () => deleteExpiredReservations(50),
  readLinkCandidates: (user) =>
    readLinkCandidates(db(), { ...identityOf(user), username: "unclaimed" }),

  deleteExpiredSessions: () => sessions.deleteExpiredSessions(50),
  deleteActivityBefore: () => activity.deleteActivityBefore(minutesFromNow(-525_600), 50),
  deleteExpiredLimits: () => deleteExpiredLimits(50),

  findOtherIssuers: () => findOtherIssuers([{ provider: "google", issuer: testIssuer }]),
  pingDatabase: () => pingDatabase(),
  checkMigrations: () => checkMigrations(),
};

/** What else lib/db exports, and why it has no plan of its own. */
export const withoutStatements: Record<string, string> = {
  ...Object.fromEntries(
    [
      ...["DatabaseUnavailableError", "DatabaseError", "InspectionError"],
      ...["NotMigratedError", "UnsuitableDatabaseError", "ConflictError", "SessionEndedError"],
    ].map((name) => [name, "is an error"]),
  ),
  ...Object.fromEntries(
    [
      "deleteExpired",
      "isLiveIn",
      "mayBeAnswered",
      ...["changesIn", "moment"],
      "placesOf",
      ...["confirmingAccounts", "provesDevice"],
      ...["selectStanding", "selectIdentitySuspension", "selectInvitation"],
      ...["selectLatestRemoval", "hashList", "joinOutcomes", "isSame", "namesOf"],
      "entryOf",
      ...["identityOf", "accountValues", "signInValues", "selectLinkCandidates", "onlyRow"],
      ...["selectConfirmations", "selectReservation", "selectLiveRecovery"],
      ...[
        "accountUse",
        "addAccount",
        "createUser",
        "isNewDevice",
        "openSession",
        "connectingSignIn",
      ],
      ...["recordSignIn", "recordFirstSignIn", "recordConnectingSignIn"],
    ].map((name) => [name, "is part of other queries"]),
  ),
  ...Object.fromEntries(
    [
      ...["isUniqueViolation", "isForeignKeyViolation"],
      ...["isRefusedSetting", "isLostConnection"],
    ].map((name) => [name, "inspects an error"]),
  ),
  ...Object.fromEntries(
    [
      ...["runQuery", "runUngatedQuery", "withDeadline", "enqueue"],
      ...["runRawQuery", "oncePerPool", "nullOnConflict", "conflictToNull"],
      ...["actionTransaction", "repeatQuery", "unlessTaken"],
    ].map((name) => [name, "runs the query that it is given"]),
  ),
  ...Object.fromEntries(
    [
      ...["db", "connect", "replacePool", "closeDatabase", "noteResponse", "rejectQueued"],
      ...[
        "sparingLostConnections",
        "withOwnOutcomes",
        "lostConnection",
        "inReadCommitted",
        "leaveOutSettings",
        "pinSearchPath",
      ],
    ].map((name) => [name, "manages connections"]),
  ),
  inspectDatabase: "reads no table of the app",
  inspectOtherIssuers: "runs the query of findOtherIssuers over another connection",
  inspectAdmins: "reads the few users with a role, over another connection",
  isOwnPicture: "reads no table",
  sealUndo: "only seals",
  sealDisconnection: "only seals",
  openDisconnection: "only opens what was sealed",
  openUndo: "only opens what was sealed",
};

function identityOf({ googleSubject, email }: SeededUser) {
  return {
    ...{ provider: "google", issuer: testIssuer, subject: googleSubject, email },
    accountHashes: ["a", "b"],
    addressHashes: ["c", "d"],
    invitationHash: "e",
    concernedUserId: null,
  };
}

function accountOf({ googleSubject, email }: SeededUser) {
  const providerAccountId = googleSubject;
  return { provider: "google", issuer: testIssuer, providerAccountId, email, image: null };
}

function newAccount() {
  const providerAccountId = randomUUID();
  const email = `${providerAccountId}@example.com`;
  return { provider: "github", issuer: testIssuer, providerAccountId, email, image: null };
}
