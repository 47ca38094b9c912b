import "server-only";
import { findProvider, type Provider } from "@/lib/auth/providers/registry";
import type { CurrentUser } from "@/lib/auth/session/current-user";
import { startAuthorization } from "@/lib/auth/sign-in/start";

const path = "/account/connections";

/** Where a user returns who has to confirm before they connect an account: the path says which. */
export function interruptedPath({ id }: Pick<Provider, "id">): string {
  return `${path}?${new URLSearchParams({ connect: id })}`;
}

/** The provider that a user was about to connect, by such a path; null for any other path. */
export function interruptedProvider(returnTo: string): Provider | null {
  const [pathname, query = ""] = returnTo.split("?", 2);
  return pathname === path ? findProvider(new URLSearchParams(query).get("connect")) : null;
}

/**
 * Continues what a confirmation interrupted: goes on to the provider to connect. The page that asked to
 * confirm said so, so a link that leads there connects nothing behind the user's back.
 *
 * @returns where to send the browser; null if nothing was interrupted
 */
export async function continueConnection(
  user: CurrentUser,
  returnTo: string,
): Promise<string | null> {
  const provider = interruptedProvider(returnTo);
  return provider && startConnection(user, provider);
}

/**
 * Begins the flow that connects an account at this provider to the user.
 * @returns where to send the browser
 */
export async function startConnection(user: CurrentUser, provider: Provider): Promise<string> {
  const { url } = await startAuthorization({
    provider,
    intent: { kind: "connect", user },
    prompt: provider.chooseAccount,
    returnTo: path,
    failurePath: path,
  });
  return url;
}
