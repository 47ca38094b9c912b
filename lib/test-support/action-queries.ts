import { randomUUID } from "node:crypto";
import type { FreshActor } from "@/lib/db/activity";
import { recordConfirmation, recordConnection, recordUse } from "@/lib/db/authentication";
import { beginExport } from "@/lib/db/begin-export";
import { disconnectAccount } from "@/lib/db/connections";
import { endOtherSessionsOf, endSessionOf } from "@/lib/db/devices";
import { vouchForSession } from "@/lib/db/new-sign-ins";
import { deletePerson, takeOverAddress, updateProfile } from "@/lib/db/people";

/** What the actor's user has, and what an action may be about. */
export type ActionSubject = {
  googleSubject: string;
  githubId: string;
  /** A newer session on an unknown device. */
  newSession: string;
};

export type ActionQuery = (actor: FreshActor, subject: ActionSubject) => Promise<unknown>;

/** Every query with which a signed-in user acts, by its name in lib/db. */
export const actionQueries: Record<string, ActionQuery> = {
  updateProfile: (actor) => updateProfile(actor, { name: "Augusta King" }),
  takeOverAddress: (actor, { githubId }) => takeOverAddress(actor, githubId),
  deletePerson: (actor) => deletePerson(actor),
  beginExport: (actor) => beginExport(actor),
  disconnectAccount: (actor, { githubId }) => disconnectAccount(actor, githubId),
  endSessionOf: (actor, { newSession }) => endSessionOf(actor, newSession),
  endOtherSessionsOf: (actor) => endOtherSessionsOf(actor),
  vouchForSession: (actor, { newSession }) => vouchForSession(actor, newSession),
  recordConfirmation: (actor, subject) => recordConfirmation(actor, google(subject), randomUUID()),
  recordConnection: (actor) => recordConnection(actor, newAccount(), randomUUID()),
  recordUse: (actor, subject) => recordUse(actor, google(subject), randomUUID()),
};

function google({ googleSubject: providerAccountId }: ActionSubject) {
  return { provider: "google", providerAccountId, email: null, image: null };
}

function newAccount() {
  const providerAccountId = randomUUID();
  const email = `${providerAccountId}@example.com`;
  return { provider: "github", providerAccountId, email, image: null };
}
