import "server-only";
import { type Claims, localPart } from "@/lib/auth/claims";
import { decideSignIn, type RefusalReason, type SignInDecision } from "@/lib/auth/link-policy";
import { fromNow, sessionAbsoluteSeconds, sessionIdleSeconds } from "@/lib/auth/session-lifetime";
import { hashToken } from "@/lib/auth/session-token";
import { findOwners } from "@/lib/db/accounts";
import { recordSignIn, type SignInRecord } from "@/lib/db/sign-in";
import { env } from "@/lib/env";
import type { Device } from "@/lib/security/device";

export type VerifiedSignIn = {
  provider: string;
  claims: Claims;
  /** The token that goes into the cookie; only its hash is stored. */
  sessionToken: string;
  device: Device;
};

/** The link policy said no; `reason` picks the visitor's message. */
export class SignInRefused extends Error {
  override name = "SignInRefused";
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(`sign-in refused: ${reason}`);
    this.reason = reason;
  }
}

/** Each lost race leaves a fact behind that the next look finds; two would do. */
const maxAttempts = 5;

/**
 * Finds or creates the person whom a provider has named, and opens a session for them.
 *
 * Two first sign-ins at the same instant race for the same rows. The unique keys let one win; the
 * other finds nothing written of its own, looks again and finds the winner's person.
 *
 * @returns the session's absolute expiry, for the cookie
 * @throws SignInRefused
 * @throws DatabaseAwayError
 */
export async function completeSignIn(signIn: VerifiedSignIn): Promise<Date> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const decision = await decide(signIn);
    if (decision.kind === "refuse") throw new SignInRefused(decision.reason);
    const record = toRecord(signIn, decision);
    if (await recordSignIn(record)) return record.session.absoluteExpires;
  }
  throw new Error("a sign-in was overtaken again and again by others of the same person");
}

async function decide({ provider, claims }: VerifiedSignIn): Promise<SignInDecision> {
  const owners = claims.email
    ? await findOwners({ provider, subject: claims.subject, email: claims.email })
    : { accountOwner: null, addressOwner: null, addressTaken: false };
  return decideSignIn({ claims, ...owners, linkVerifiedEmail: env().AUTH_LINK_VERIFIED_EMAIL });
}

function toRecord(
  { provider, claims, sessionToken, device }: VerifiedSignIn,
  decision: Exclude<SignInDecision, { kind: "refuse" }>,
): SignInRecord {
  const { email } = decision;
  return {
    userId: decision.kind === "create" ? null : decision.userId,
    account: {
      provider,
      providerAccountId: claims.subject,
      email,
      isNew: decision.kind !== "sign-in",
    },
    profile: { username: localPart(email), name: claims.name, email, image: claims.picture },
    session: {
      sessionToken: hashToken(sessionToken),
      provider,
      expires: fromNow(sessionIdleSeconds),
      absoluteExpires: fromNow(sessionAbsoluteSeconds),
      ...device,
    },
  };
}
