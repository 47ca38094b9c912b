import "server-only";
import { throughRedirectProxy } from "@/lib/auth/authjs/redirect-proxy";
import { redirectUri } from "@/lib/auth/authjs/redirect-uri";
import {
  type AuthorizationChecks,
  authorizationUrl,
  createChecks,
} from "@/lib/auth/oauth/authorization-url";
import type { ServerMetadata } from "@/lib/auth/oauth/discovery";
import { beforeDeadline, signInDeadline } from "@/lib/auth/oauth/provider-fetch";
import type { Provider } from "@/lib/auth/providers/provider";

export type AuthorizationRequest = {
  /** The provider's authorization endpoint with the parameters. */
  url: string;
  /** For the callback. A redirect proxy gets the state sealed, and returns it as it is here. */
  checks: AuthorizationChecks;
  metadata: ServerMetadata;
};

/**
 * Makes an authorization request to a provider.
 * @param prompt - parameters that control the provider's pages
 * @throws ProviderError when the provider's metadata is not cached and cannot be fetched
 */
export async function makeAuthorizationRequest(
  provider: Provider,
  prompt: Record<string, string>,
): Promise<AuthorizationRequest> {
  const metadata = await beforeDeadline("metadata", provider.metadata(), signInDeadline());
  const checks = createChecks({ withNonce: provider.protocol === "oidc" });
  const url = authorizationUrl({
    endpoint: metadata.authorization_endpoint,
    clientId: provider.clientId,
    redirectUri: redirectUri(provider.id),
    scope: provider.scope,
    prompt,
    checks,
  });
  return { url: await throughRedirectProxy(url), checks, metadata };
}
