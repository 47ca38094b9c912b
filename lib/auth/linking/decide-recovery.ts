import { decideLink, type LinkDecision, type LinkFacts } from "@/lib/auth/linking/link-policy";

/** The user whom a sign-in's recovery link recovers, or that it has one which can't be used. */
export type Recovery = { userId: string } | "unusable";

/**
 * Decides a sign-in that began with a recovery link: facts in, decision out. It connects the account by
 * the rules for connecting one, as if the user of the link were signed in. If they have the account
 * already, it only signs them in.
 */
export function decideRecovery(facts: LinkFacts, recovery: Recovery): LinkDecision {
  if (recovery === "unusable") return { kind: "refuse", reason: "recovery-unusable", userId: null };
  const { userId } = recovery;
  const connecting = decideLink({ ...facts, intent: "connect", currentUserId: userId });
  switch (connecting.kind) {
    case "connected-before":
      return decideLink(facts);
    case "connect":
      return { ...connecting, kind: "recover" };
    default:
      return connecting;
  }
}
