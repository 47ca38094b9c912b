import { randomUUID } from "node:crypto";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import { stopRecovery } from "@/lib/db/access/recoveries";
import { disconnectAccount } from "@/lib/db/accounts";
import type { SensitiveActionContext } from "@/lib/db/activity";
import { disownSession } from "@/lib/db/disown/disown-session";
import { undoDisconnect } from "@/lib/db/disown/undo-disconnect";
import { beginExport } from "@/lib/db/export/begin-export";
import { forgetDevice } from "@/lib/db/known-devices";
import { recogniseSession, recogniseUse } from "@/lib/db/new-device-sign-ins";
import { storePicture } from "@/lib/db/pictures";
import { recordConnection, recordUse } from "@/lib/db/session-update/connection";
import { recordReauthentication } from "@/lib/db/session-update/reauthentication";
import { sealDisconnection } from "@/lib/db/undo-record";
import { endAndForget, endOtherSessionsOf, endSessionOf } from "@/lib/db/user-sessions";
import { changeAddress, deleteUser, updateProfile } from "@/lib/db/users";
import { testIssuer } from "@/lib/test-support/test-user";

/** What the acting user has, and what an action may be about. */
export type ActionSubject = {
  googleSubject: string;
  githubId: string;
  /** A newer session on an unknown device. */
  newSession: string;
  /** A known device: the id of its last sign-in. */
  knownDevice: string;
};

export type ActionQuery = (
  context: SensitiveActionContext,
  subject: ActionSubject,
) => Promise<unknown>;

/** Every query with which a signed-in user acts, by its name in lib/db. */
export const actionQueries: Record<string, ActionQuery> = {
  updateProfile: (context) => updateProfile(context, { name: "Augusta King" }),
  changeAddress: (context, { githubId }) => changeAddress(context, githubId, () => false),
  storePicture: (context) =>
    storePicture(context, { bytes: Buffer.from("picture"), contentType: "image/webp" }),
  deleteUser: (context) => deleteUser(context),
  beginExport: (context) => beginExport(context),
  disconnectAccount: (context, { githubId }) => disconnectAccount(context, githubId, accountHashes),
  undoDisconnect: async (context, { githubId }) =>
    undoDisconnect(context, await sealedDisconnection(context, githubId), accountHashes),
  endSessionOf: (context, { newSession }) => endSessionOf(context, newSession),
  endAndForget: (context, { newSession }) => endAndForget(context, newSession),
  disownSession: (context, { newSession }) => disownSession(context, newSession, accountHashes),
  forgetDevice: (context, { knownDevice }) => forgetDevice(context, knownDevice),
  recogniseUse: (context, { newSession }) => recogniseUse(context, newSession),
  stopRecovery: (context) => stopRecovery(context),
  endOtherSessionsOf: (context) => endOtherSessionsOf(context),
  recogniseSession: (context, { newSession }) => recogniseSession(context, newSession),
  recordReauthentication: (context, subject) =>
    recordReauthentication(context, google(subject), {
      tokenHash: randomUUID(),
      newDeviceWaitSeconds: 0,
    }),
  recordConnection: (context) =>
    recordConnection(context, newAccount(), { tokenHash: randomUUID(), hashes: [] }),
  recordUse: (context, subject) => recordUse(context, google(subject), { tokenHash: randomUUID() }),
};

function google({ googleSubject: providerAccountId }: ActionSubject) {
  return {
    provider: "google",
    issuer: testIssuer,
    providerAccountId,
    email: null,
    image: null,
  };
}

function newAccount() {
  const providerAccountId = randomUUID();
  const email = `${providerAccountId}@example.com`;
  return { provider: "github", issuer: testIssuer, providerAccountId, email, image: null };
}

async function sealedDisconnection({ userId, sessionId }: SensitiveActionContext, id: string) {
  const now = new Date();
  return sealDisconnection({
    userId,
    sessionId,
    account: {
      ...{ id: randomUUID(), provider: "github", providerAccountId: `undo-${id}`, issuer: null },
      ...{ email: `${id}@example.com`, emailConfirmed: true, emailAuthoritative: false },
      ...{ image: null, addedOnNewDevice: false, createdAt: now, lastUsedAt: now },
    },
  });
}
