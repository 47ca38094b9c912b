import { startConfirm } from "@/app/(foyer)/account/confirm/start-confirm";
import { DeviceWaitPrompt } from "@/components/account/device-wait-prompt";
import { offeredProviders } from "@/lib/auth/providers/registry";
import type { CurrentUser } from "@/lib/auth/session/current-user";
import { listConnections } from "@/lib/db/accounts";
import { findDeviceWait } from "@/lib/db/device-wait";
import { listKnownDevices } from "@/lib/db/known-devices";
import { env } from "@/lib/env/env";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { waitPath } from "@/lib/http/return-path";
import { pageTranslator } from "@/lib/i18n/page-locale";

type DeviceWaitProps = {
  user: CurrentUser;
  returnTo: string;
  /** Whether the user has just asked whether the device is confirmed. */
  wasChecked?: boolean;
};

/** Replaces a control that an unknown device has to wait for, and returns to its page afterwards. */
export async function DeviceWait({ user, returnTo, wasChecked = false }: DeviceWaitProps) {
  const context = { userId: user.id, sessionId: user.sessionId };
  const waitSeconds = env().NEW_DEVICE_WAIT;
  const [connections, wait, [lastKnown]] = await redirectIfUnavailable(() =>
    Promise.all([
      listConnections(user.id),
      findDeviceWait(context, waitSeconds),
      listKnownDevices(user.id, 1),
    ]),
  );
  // The session ended meanwhile; the next request says so.
  if (!wait) return null;
  const confirming = connections.filter(({ id }) => wait.confirmingAccounts.includes(id));
  return (
    <DeviceWaitPrompt
      wait={wait}
      lastKnown={lastKnown ?? null}
      noneConfirms={connections.length > 1 && confirming.length === 0}
      providers={offeredProviders().filter(({ id }) =>
        confirming.some(({ provider }) => provider === id),
      )}
      accountAt={(id) => confirming.find(({ provider }) => provider === id)?.id ?? ""}
      returnTo={returnTo}
      checkHref={`${waitPath(returnTo)}&checked=yes`}
      wasChecked={wasChecked}
      now={new Date()}
      startConfirm={startConfirm}
      t={await pageTranslator()}
    />
  );
}
