import "server-only";
import { isDeepStrictEqual } from "node:util";
import { factsOf } from "@/lib/auth/linking/complete-sign-in";
import { freeUsername } from "@/lib/auth/linking/free-username";
import { decideNewAccountAddress } from "@/lib/auth/linking/link-policy";
import { recordOf } from "@/lib/auth/linking/open-session";
import { claimsOf, type PendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { trustIn } from "@/lib/auth/linking/trusted-address";
import { localPart } from "@/lib/auth/providers/claims";
import { findLinkCandidates, type LinkCandidates } from "@/lib/db/sign-in/account-owners";
import { recordNewAccount } from "@/lib/db/sign-in/sign-in";
import type { Device } from "@/lib/http/device";

export type NewAccount = {
  userId: string;
  /** The session's absolute expiry, for the cookie. */
  expires: Date;
};

/** Each lost race leaves a fact behind that the next attempt finds. */
const maxAttempts = 5;

/**
 * Creates a user for a pending link whose visitor does not want, or is not able, to sign in as the
 * user who has its address. The link's provider confirmed the account minutes ago, in this browser.
 *
 * @param browser.sessionToken - of the session that is opened; only its hash is stored
 * @returns `used` when the link was accepted, declined or used before, or its account is a user's
 * @throws DatabaseUnavailableError
 */
export async function startNewAccount(
  link: PendingLink,
  browser: { sessionToken: string; device: Device; deviceHash: string },
): Promise<NewAccount | "used"> {
  const { id: pendingLink, provider, subject, email } = link;
  const claims = claimsOf(link);
  const username = localPart(email);
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const owners = await findLinkCandidates({ provider, subject, email, username });
    if (owners.accountOwner) return "used";
    const decide = (candidates: LinkCandidates) => {
      const signIn = { intent: "sign-in", user: null, provider, claims } as const;
      const { addressHolder } = factsOf(signIn, candidates);
      const trust = trustIn(provider, email, claims.email_authoritative);
      return {
        holder: addressHolder?.userId ?? null,
        address: decideNewAccountAddress(addressHolder, trust),
      };
    };
    const decision = decide(owners);
    const record = recordOf(
      { provider, claims, ...browser },
      email,
      owners.usernameTaken ? freeUsername(username) : username,
    );
    const recorded = await recordNewAccount(record, {
      pendingLink,
      ...decision,
      isStillSo: (candidates) => isDeepStrictEqual(decide(candidates), decision),
    });
    if (recorded === "used") return "used";
    if (recorded) return { ...recorded, expires: record.session.absoluteExpires };
  }
  throw new Error("a new account was overtaken by other sign-ins again and again");
}
