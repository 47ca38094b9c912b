import "server-only";
import type { Intent } from "@/lib/auth/linking/link-policy";
import type { CompletedSignIn } from "@/lib/auth/linking/verified-sign-in";
import type { ServerMetadata } from "@/lib/auth/oauth/discovery";
import { beforeDeadline, signInTimeoutMilliseconds } from "@/lib/auth/oauth/provider-fetch";
import type { Provider } from "@/lib/auth/providers/registry";
import type { Device } from "@/lib/http/device";

/** One run through the protocol: what it is about, and how far it came. */
export type SignInAttempt = AttemptStart & {
  metadata: ServerMetadata;
  deadline: AbortSignal;
  /** Whether the authorization response was good enough to redeem its code. */
  codeRedeemed: boolean;
  /** What Auth.js logged instead of throwing. */
  loggedError?: unknown;
  /** What came of it. */
  completed?: CompletedSignIn;
};

type AttemptStart = {
  provider: Provider;
  intent: Intent;
  /** Who is signed in, for every other intent than to sign in. */
  user: { userId: string; sessionId: string } | null;
  /** What else the authorization request asks of the provider's own pages. */
  prompt: Record<string, string>;
  device: Device;
  /** By which this browser is known again. */
  deviceToken: string;
};

/**
 * Begins an attempt.
 * @throws ProviderError when the provider's metadata is not known and cannot be had
 */
export async function beginAttempt(start: AttemptStart): Promise<SignInAttempt> {
  const deadline = AbortSignal.timeout(signInTimeoutMilliseconds);
  const metadata = await beforeDeadline("metadata", start.provider.metadata(), deadline);
  return { ...start, metadata, deadline, codeRedeemed: false };
}
