import { randomUUID } from "node:crypto";
import { createSessionToken, hashToken } from "@/lib/auth/session/token";
import { signInNewUser } from "@/lib/db/sign-in/new-user";
import { signInReturningUser } from "@/lib/db/sign-in/returning-user";
import type { SignInRecord } from "@/lib/db/sign-in/sign-in-record";
import { minutesFromNow } from "@/lib/test-support/stored-user";
import { type TestUser, testIssuer } from "./test-user";

export type Changes = { [part in "account" | "profile" | "session"]?: Partial<SignInRecord[part]> };

/** The record of a user's sign-in, in a new browser. */
export function recordOf({ claims, email }: TestUser, changes: Changes = {}): SignInRecord {
  const { subject: providerAccountId, name } = claims;
  return {
    account: {
      provider: "google",
      issuer: testIssuer,
      providerAccountId,
      email,
      image: null,
      ...changes.account,
    },
    profile: { username: providerAccountId, name, ...changes.profile },
    session: {
      tokenHash: hashToken(createSessionToken()),
      expires: minutesFromNow(1),
      absoluteExpires: minutesFromNow(2),
      userAgent: null,
      ip: null,
      ...changes.session,
    },
    deviceHash: randomUUID(),
    accountHashes: [randomUUID()],
    addressHashes: [randomUUID()],
    invitationHash: null,
  };
}

/** Signs in a returning user, or else creates a new one, as the app does. */
export async function recordSignIn(record: SignInRecord): Promise<string | null> {
  return (await signInReturningUser(record)).userId ?? (await signInNewUser(record));
}
