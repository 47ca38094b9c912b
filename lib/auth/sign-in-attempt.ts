import "server-only";
import { beforeDeadline, signInTimeoutMilliseconds } from "@/lib/auth/provider-fetch";
import type { Provider } from "@/lib/auth/providers";
import type { ServerMetadata } from "@/lib/auth/server-metadata";
import type { Device } from "@/lib/security/device";

/** One run through the protocol: what it is about, and how far it came. */
export type SignInAttempt = {
  provider: Provider;
  metadata: ServerMetadata;
  device: Device;
  deadline: AbortSignal;
  /** Whether the authorization response was good enough to redeem its code. */
  codeRedeemed: boolean;
  /** What Auth.js logged instead of throwing. */
  loggedError?: unknown;
};

/**
 * Begins an attempt.
 * @throws ProviderError when the provider's metadata is not known and cannot be had
 */
export async function beginAttempt(provider: Provider, device: Device): Promise<SignInAttempt> {
  const deadline = AbortSignal.timeout(signInTimeoutMilliseconds);
  const metadata = await beforeDeadline("metadata", provider.metadata(), deadline);
  return { provider, metadata, device, deadline, codeRedeemed: false };
}
