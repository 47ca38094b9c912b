import "server-only";
import { signInTimeoutMilliseconds } from "@/lib/auth/provider-fetch";
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
  return {
    provider,
    metadata: await provider.metadata(),
    device,
    deadline: AbortSignal.timeout(signInTimeoutMilliseconds),
    codeRedeemed: false,
  };
}
