import "server-only";
import type { Intent } from "@/lib/auth/linking/link-policy";
import type { CompletedSignIn } from "@/lib/auth/linking/verified-sign-in";
import type { ServerMetadata } from "@/lib/auth/oauth/discovery";
import { beforeDeadline, signInTimeoutMilliseconds } from "@/lib/auth/oauth/provider-fetch";
import type { Provider } from "@/lib/auth/providers/registry";
import type { Device } from "@/lib/http/device";

/** One flow through the protocol: what it is for, and how far it got. */
export type SignInAttempt = AttemptStart & {
  metadata: ServerMetadata;
  deadline: AbortSignal;
  /** Whether the authorization response was valid, so that its code was redeemed. */
  codeRedeemed: boolean;
  /** The error that Auth.js logged instead of throwing it. */
  loggedError?: unknown;
  /** The outcome, once there is one. */
  completed?: CompletedSignIn;
};

type AttemptStart = {
  provider: Provider;
  intent: Intent;
  /** The signed-in user and their session; null for the intent "sign-in". */
  currentUser: { userId: string; sessionId: string } | null;
  /** Extra authorization request parameters, which control the provider's pages. */
  prompt: Record<string, string>;
  device: Device;
  /** Recognises this browser at its next sign-in. */
  deviceToken: string;
};

/**
 * Begins an attempt, and with it the deadline for all calls to the provider.
 * @throws ProviderError when the provider's metadata is not cached and cannot be fetched
 */
export async function beginAttempt(start: AttemptStart): Promise<SignInAttempt> {
  const deadline = AbortSignal.timeout(signInTimeoutMilliseconds);
  const metadata = await beforeDeadline("metadata", start.provider.metadata(), deadline);
  return { ...start, metadata, deadline, codeRedeemed: false };
}
