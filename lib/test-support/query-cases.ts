import { randomUUID } from "node:crypto";
import { findOwners, readOwners } from "@/lib/db/accounts";
import * as activity from "@/lib/db/activity";
import * as authentication from "@/lib/db/authentication";
import { beginExport } from "@/lib/db/begin-export";
import { db } from "@/lib/db/client";
import { disconnectAccount, listConnections } from "@/lib/db/connections";
import * as devices from "@/lib/db/devices";
import { drizzleAdapter } from "@/lib/db/drizzle-adapter";
import { exportedSections, readExportedProfile } from "@/lib/db/export";
import { deleteExpiredLimits } from "@/lib/db/limit-store";
import { lockPerson } from "@/lib/db/lock-person";
import { answerSignIn, listNewSignIns, vouchForSession } from "@/lib/db/new-sign-ins";
import { deletePerson, takeOverAddress, updateProfile } from "@/lib/db/people";
import { checkMigrations, pingDatabase } from "@/lib/db/readiness";
import { runStatement } from "@/lib/db/run-statement";
import * as sessions from "@/lib/db/sessions";
import { recordLinked, recordNewAccount, recordNewcomer, recordReturn } from "@/lib/db/sign-in";
import { noteUse } from "@/lib/db/use-account";
import { deleteExpiredTokens, discardToken, redeemToken } from "@/lib/db/used-tokens";
import { countAttempt, secondsUntilRoom } from "@/lib/limits/rate-limit";
import { createPerson } from "@/lib/test-support/person";
import { batchesOf, begun } from "@/lib/test-support/read-export";
import { recordOf } from "@/lib/test-support/sign-in-record";
import { actorIn, minutesFromNow } from "@/lib/test-support/stored-person";

/** Somebody with two accounts and several sessions, the last one on a device in question. */
export type Somebody = {
  userId: string;
  email: string;
  googleSubject: string;
  accountIds: string[];
  sessionIds: string[];
  sessionHashes: string[];
};

/**
 * Every query of lib/db by its name, with each way that it can take; somebody else for every call.
 * What is missing here, `query-plans.test.ts` finds.
 */
export const queryCases: Record<string, (somebody: Somebody) => Promise<unknown>> = {
  findOwners: (somebody) => findOwners({ ...identityOf(somebody), username: "nobody" }),

  "recordReturn: of somebody known": (somebody) =>
    recordReturn(recordOf(createPerson(), { account: accountOf(somebody) })),
  "recordReturn: of somebody new": () => recordReturn(recordOf(createPerson())),
  recordNewcomer: () => recordNewcomer(recordOf(createPerson())),
  recordLinked: ({ userId }) => recordLinked(recordOf(createPerson()), userId, () => true),
  recordNewAccount: (somebody) =>
    recordNewAccount(recordOf(createPerson(), { account: { email: somebody.email } }), {
      pendingLink: randomUUID(),
      releasedBy: somebody.userId,
      isConfirmed: true,
    }),
  noteUse: (somebody) => noteUse(db(), somebody.userId, accountOf(somebody)),
  lockPerson: ({ userId }) => lockPerson(db(), userId),
  "drizzleAdapter: what Auth.js may ask": async ({ userId }) => drizzleAdapter().getUser(userId),

  findLiveSession: ({ sessionHashes }) => sessions.findLiveSession(sessionHashes[0] ?? ""),
  touchSession: ({ sessionIds }) => sessions.touchSession(sessionIds[0] ?? "", minutesFromNow(9)),
  deleteSession: ({ sessionHashes }) =>
    sessions.deleteSession(sessionHashes[0] ?? "", { userAgent: null, ip: null }),

  listSessions: ({ userId }) => devices.listSessions(userId, 50),
  findSessionOf: ({ userId, sessionIds }) => devices.findSessionOf(userId, sessionIds[0] ?? ""),
  "endSessionOf: on a new device": (somebody) =>
    devices.endSessionOf(actorOf(somebody), somebody.sessionIds.at(-1) ?? ""),
  "endSessionOf: that is unknown": (somebody) =>
    devices.endSessionOf(actorOf(somebody), randomUUID()),
  endOtherSessionsOf: (somebody) => devices.endOtherSessionsOf(actorOf(somebody)),
  listNewSignIns: (somebody) => listNewSignIns(actorOf(somebody)),
  answerSignIn: (somebody) =>
    answerSignIn(db(), actorOf(somebody), somebody.sessionIds.at(-1) ?? ""),
  "vouchForSession: on a new device": (somebody) =>
    vouchForSession(actorOf(somebody), somebody.sessionIds.at(-1) ?? ""),
  "vouchForSession: that is unknown": (somebody) =>
    vouchForSession(actorOf(somebody), randomUUID()),

  listActivity: ({ userId }) => activity.listActivity(userId, { before: null, limit: 25 }),
  "listActivity: more of it": ({ userId }) =>
    activity.listActivity(userId, { before: randomUUID(), limit: 25 }),
  recordActivity: ({ userId }) => activity.recordActivity({ userId, kind: "sign-in-refused" }),
  noteActivity: ({ userId }) => activity.noteActivity(db(), { userId, kind: "sign-in-refused" }),
  hasActivity: ({ userId }) =>
    activity.hasActivity(db(), { userId, kind: "disconnected", subjectId: randomUUID() }),

  recordConfirmation: (somebody) =>
    authentication.recordConfirmation(actorOf(somebody), accountOf(somebody), randomUUID()),
  recordConnection: (somebody) =>
    authentication.recordConnection(actorOf(somebody), newAccount(), null),
  recordUse: (somebody) =>
    authentication.recordUse(actorOf(somebody), accountOf(somebody), randomUUID()),
  listConnections: ({ userId }) => listConnections(userId),
  "disconnectAccount: one of two": (somebody) =>
    disconnectAccount(actorOf(somebody), somebody.accountIds[0] ?? ""),
  "disconnectAccount: that is unknown": (somebody) =>
    disconnectAccount(actorOf(somebody), randomUUID()),

  updateProfile: (somebody) => updateProfile(actorOf(somebody), { username: randomUUID() }),
  "updateProfile: with a picture": (somebody) =>
    updateProfile(actorOf(somebody), { pictureOf: somebody.accountIds[0] }),
  "takeOverAddress: another one": async (somebody) => {
    const connected = await authentication.recordConnection(actorOf(somebody), newAccount(), null);
    const newest = (await listConnections(somebody.userId)).at(-1);
    return connected && takeOverAddress(actorOf(somebody), newest?.id ?? "");
  },
  beginExport: (somebody) => beginExport(actorOf(somebody)),
  readExportedProfile: async (somebody) => readExportedProfile(await begun(actorOf(somebody))),
  ...Object.fromEntries(
    exportedSections.map((section) => [
      `readExportedSection: ${section}`,
      async (somebody: Somebody) => batchesOf(await begun(actorOf(somebody)), section, 1),
    ]),
  ),
  deletePerson: (somebody) => deletePerson(actorOf(somebody)),

  "limitStore: counting": ({ userId }) => countAttempt("person", userId),
  "limitStore: asking": ({ userId }) => secondsUntilRoom("person", userId),

  redeemToken: () => redeemToken(db(), randomUUID()),
  discardToken: () => discardToken(randomUUID()),
  deleteExpiredTokens: () => deleteExpiredTokens(50),
  readOwners: (somebody) =>
    readOwners({ ...identityOf(somebody), username: "nobody" }, runStatement),

  deleteExpiredSessions: () => sessions.deleteExpiredSessions(50),
  deleteActivityBefore: () => activity.deleteActivityBefore(minutesFromNow(-525_600), 50),
  deleteExpiredLimits: () => deleteExpiredLimits(50),

  pingDatabase: () => pingDatabase(),
  checkMigrations: () => checkMigrations(),
};

/** What lib/db exports besides, and why it has no plan of its own. */
export const withoutStatements: Record<string, string> = {
  ...Object.fromEntries(
    [
      ...["DatabaseAwayError", "DatabaseError", "InspectionError"],
      ...["NotMigratedError", "OvertakenError", "SessionEndedError"],
    ].map((name) => [name, "an error"]),
  ),
  ...Object.fromEntries(
    [
      "deletePast",
      "isLiveIn",
      "mayBeAnswered",
      "entryOf",
      "summaryOf",
      "enterKnown",
      "valuesOf",
    ].map((name) => [name, "a part of others"]),
  ),
  ...Object.fromEntries(
    ["isUniqueViolation", "isForeignKeyViolation"].map((name) => [name, "looks at an error"]),
  ),
  ...Object.fromEntries(
    [
      ...["answer", "answerUnmigrated", "withDeadline", "inDatabaseSpan", "inTurn"],
      ...["runStatement", "perPool", "unlessOvertaken", "nullIfOvertaken"],
      ...["statementsUnlessOvertaken", "actionTransaction"],
    ].map((name) => [name, "runs what it is given"]),
  ),
  ...Object.fromEntries(
    [
      ...["db", "connect", "replacePool", "closeDatabase", "noteAnswer", "sendWaitingAway"],
      "sparingLostConnections",
    ].map((name) => [name, "is about connections"]),
  ),
  inspectDatabase: "reads no table of the app",
};

/** Their sessions are of any age. */
function actorOf({ userId, sessionIds }: Somebody) {
  return { ...actorIn(userId, sessionIds[0]), freshWithinSeconds: Number.MAX_SAFE_INTEGER };
}

function identityOf({ googleSubject, email }: Somebody) {
  return { provider: "google", subject: googleSubject, email };
}

function accountOf({ googleSubject, email }: Somebody) {
  return { provider: "google", providerAccountId: googleSubject, email, image: null };
}

function newAccount() {
  const id = randomUUID();
  return { provider: "github", providerAccountId: id, email: `${id}@example.com`, image: null };
}
