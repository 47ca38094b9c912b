import { randomUUID } from "node:crypto";
import { createSessionToken, hashToken } from "@/lib/auth/session-token";
import type { SignInRecord } from "@/lib/db/sign-in";
import { minutesFromNow } from "@/lib/test-support/stored-person";
import type { Person } from "./person";

export type Changes = { [part in "account" | "profile" | "session"]?: Partial<SignInRecord[part]> };

/** What there is to write when somebody new signs in, in a browser of its own. */
export function recordOf({ claims, email }: Person, changes: Changes = {}): SignInRecord {
  const { subject: providerAccountId, name } = claims;
  const account = { provider: "google", providerAccountId, email, image: null, isNew: true };
  return {
    userId: null,
    account: { ...account, ...changes.account },
    profile: { username: providerAccountId, name, email, image: null, ...changes.profile },
    session: {
      sessionToken: hashToken(createSessionToken()),
      provider: "google",
      expires: minutesFromNow(1),
      absoluteExpires: minutesFromNow(2),
      userAgent: null,
      ip: null,
      ...changes.session,
    },
    deviceHash: randomUUID(),
  };
}

/** What there is to write when somebody known signs in with the account that they came with. */
export function againOf(userId: string | null, person: Person, changes: Changes = {}) {
  const record = recordOf(person, changes);
  return { ...record, userId, account: { ...record.account, isNew: false } };
}
