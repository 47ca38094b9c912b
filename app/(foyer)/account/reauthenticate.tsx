import { startConfirm } from "@/app/(foyer)/account/confirm/start-confirm";
import { ConfirmPrompt } from "@/components/account/confirm-prompt";
import { interruptedPurpose } from "@/lib/account/interrupted-purpose";
import { offeredProviders } from "@/lib/auth/providers/registry";
import type { CurrentUser } from "@/lib/auth/session/current-user";
import { interruptedProvider } from "@/lib/auth/sign-in/interrupted-connection";
import { listConnections } from "@/lib/db/accounts";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { pageTranslator } from "@/lib/i18n/page-locale";

type ReauthenticateProps = { user: CurrentUser; returnTo: string };

/** Replaces a control that needs a fresh session, and returns to its page after reauthentication. */
export async function Reauthenticate({ user, returnTo }: ReauthenticateProps) {
  const connections = await redirectIfUnavailable(() => listConnections(user.id));
  const connected = new Set(connections.map(({ provider }) => provider));
  return (
    <ConfirmPrompt
      username={user.username}
      providers={offeredProviders().filter(({ id }) => connected.has(id))}
      returnTo={returnTo}
      purpose={interruptedPurpose(returnTo)}
      connects={interruptedProvider(returnTo)?.name ?? null}
      startConfirm={startConfirm}
      t={await pageTranslator()}
    />
  );
}
