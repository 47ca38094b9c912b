import { randomUUID } from "node:crypto";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import { disconnectAccount } from "@/lib/db/accounts";
import type { FreshActionContext } from "@/lib/db/activity";
import { disownSession } from "@/lib/db/disown/disown-session";
import { beginExport } from "@/lib/db/export/begin-export";
import { recogniseSession } from "@/lib/db/new-device-sign-ins";
import { recordConnection, recordUse } from "@/lib/db/session-update/connection";
import { recordReauthentication } from "@/lib/db/session-update/reauthentication";
import { endOtherSessionsOf, endSessionOf } from "@/lib/db/user-sessions";
import { changeAddress, deleteUser, updateProfile } from "@/lib/db/users";
import { testIssuer } from "@/lib/test-support/test-user";

/** What the acting user has, and what an action may be about. */
export type ActionSubject = {
  googleSubject: string;
  githubId: string;
  /** A newer session on an unknown device. */
  newSession: string;
};

export type ActionQuery = (context: FreshActionContext, subject: ActionSubject) => Promise<unknown>;

/** Every query with which a signed-in user acts, by its name in lib/db. */
export const actionQueries: Record<string, ActionQuery> = {
  updateProfile: (context) => updateProfile(context, { name: "Augusta King" }),
  changeAddress: (context, { githubId }) => changeAddress(context, githubId, () => false),
  deleteUser: (context) => deleteUser(context),
  beginExport: (context) => beginExport(context),
  disconnectAccount: (context, { githubId }) => disconnectAccount(context, githubId, accountHashes),
  endSessionOf: (context, { newSession }) => endSessionOf(context, newSession),
  disownSession: (context, { newSession }) => disownSession(context, newSession, accountHashes),
  endOtherSessionsOf: (context) => endOtherSessionsOf(context),
  recogniseSession: (context, { newSession }) => recogniseSession(context, newSession),
  recordReauthentication: (context, subject) =>
    recordReauthentication(context, google(subject), randomUUID()),
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
