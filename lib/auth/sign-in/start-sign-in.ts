import "server-only";
import { readPendingLink } from "@/lib/auth/linking/pending-link-cookie";
import type { Provider } from "@/lib/auth/providers/registry";
import { findCurrentUser } from "@/lib/auth/session/current-user";
import type { AuthorizationParameters } from "@/lib/auth/sign-in/authorization-parameters";
import { type LinkToken, linkFields } from "@/lib/auth/sign-in/link-token";
import {
  embeddedBrowserPath,
  noteRefusedBrowser,
  refusedBrowser,
} from "@/lib/auth/sign-in/refused-browser";
import { forgetSignOut, hasSignedOut } from "@/lib/auth/sign-in/signed-out-cookie";
import { type StartedAuthorization, startAuthorization } from "@/lib/auth/sign-in/start";
import { DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import { unavailablePath } from "@/lib/failures/unavailable-redirect";
import { signInPath } from "@/lib/http/return-path";

type SignInStart = {
  provider: Provider;
  /** A path from `returnPath`. */
  returnTo: string;
  parameters: AuthorizationParameters;
  /** The operator's link that led to the sign-in. */
  link?: LinkToken | null;
  /** The visitor has read that the provider refuses this browser, and wants to try. */
  tryAnyway?: boolean;
};

export type StartedSignIn =
  | StartedAuthorization
  /** A sign-in in another tab came first. */
  | { kind: "signed-in"; url: string }
  | { kind: "database-away"; url: string };

/**
 * Begins a sign-in, for a visitor who isn't signed in already.
 * @returns where to send the browser, and why if that is not the provider
 */
export async function startSignIn(
  requestHeaders: Headers,
  { provider, returnTo, parameters, link = null, tryAnyway = false }: SignInStart,
): Promise<StartedSignIn> {
  try {
    if (await findCurrentUser(requestHeaders)) return { kind: "signed-in", url: returnTo };
  } catch (error) {
    if (!(error instanceof DatabaseUnavailableError)) throw error;
    return { kind: "database-away", url: unavailablePath(returnTo) };
  }
  const refused = refusedBrowser(provider, requestHeaders);
  if (refused) noteRefusedBrowser(requestHeaders, provider, refused, tryAnyway);
  if (refused && !tryAnyway)
    return { kind: "embedded-browser", url: embeddedBrowserPath(provider, returnTo, link) };
  // The pending link is for another account at this provider, which would otherwise reuse it.
  const needsOtherAccount = (await readPendingLink())?.provider === provider.id;
  const asksAfterSignOut = hasSignedOut(requestHeaders) && canAskForAccount(provider);
  const prompt = {
    ...(asksAfterSignOut && provider.chooseAccount),
    ...parameters,
    // A recovery connects the account that comes back, so its user chooses it.
    ...((needsOtherAccount || link?.kind === "recovery") && provider.chooseAccount),
  };
  const failurePath = signInPath(returnTo, linkFields(link));
  const started = await startAuthorization({ provider, returnTo, failurePath, link, prompt });
  if (asksAfterSignOut && started.kind === "started") await forgetSignOut();
  return started;
}

function canAskForAccount({ chooseAccount }: Provider): boolean {
  return Object.keys(chooseAccount).length > 0;
}
