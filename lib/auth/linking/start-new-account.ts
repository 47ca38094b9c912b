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
import { signInSeparateUser } from "@/lib/db/sign-in/separate-user";
import type { Device } from "@/lib/http/device";

export type NewAccount = {
  userId: string;
  /** The session's absolute expiry, for the cookie. */
  expires: Date;
};

/** Each lost race leaves a row behind that the next attempt finds. */
const maxAttempts = 5;

/**
 * Creates a user for a pending link when the visitor does not want to, or cannot, sign in as the
 * user who has its address. The link's provider authenticated it minutes ago, in this browser.
 *
 * @param browser.sessionToken - for the session to open; only its hash is stored
 * @returns `used` when the link was already accepted, declined or used, or a user has its account
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
      const signIn = { intent: "sign-in", currentUser: null, provider, claims } as const;
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
    const recorded = await signInSeparateUser(record, {
      pendingLink,
      ...decision,
      isStillSo: (candidates) => isDeepStrictEqual(decide(candidates), decision),
    });
    if (recorded === "used") return "used";
    if (recorded) return { ...recorded, expires: record.session.absoluteExpires };
  }
  throw new Error("a new account lost every race against other sign-ins");
}
