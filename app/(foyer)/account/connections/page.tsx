import type { Metadata } from "next";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { startConnect } from "@/app/(foyer)/account/connections/start-connect";
import { UndoDisconnectForm } from "@/app/(foyer)/account/connections/undo-disconnect-form";
import { DeviceWait } from "@/app/(foyer)/account/device-wait";
import { ConnectionRow } from "@/components/account/connection-row";
import { Section } from "@/components/section";
import { ProviderForms } from "@/components/sign-in/provider-forms";
import { buttonVariants } from "@/components/ui/button";
import { offeredProviders, providerName } from "@/lib/auth/providers/registry";
import { requireUser } from "@/lib/auth/session/current-user";
import { isKnownDevice } from "@/lib/auth/session/guards";
import { type Connection, listConnections } from "@/lib/db/accounts";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { pageTranslator } from "@/lib/i18n/page-locale";

const path = "/account/connections";

export const metadata: Metadata = { title: "Connected accounts" };

export default async function ConnectionsPage() {
  const user = await requireUser(path);
  const connections = await redirectIfUnavailable(() => listConnections(user.id));
  const offered = offeredProviders();
  const connected = new Set(connections.map(({ provider }) => provider));
  const now = new Date();
  return (
    <AccountPage
      user={user}
      current={path}
      title="Connected accounts"
      description="You can sign in with any of these."
    >
      <UndoDisconnectForm />
      <ul>
        {connections.map((connection) => (
          <ConnectionRow
            key={connection.id}
            connection={connection}
            provider={offered.find(({ id }) => id === connection.provider)}
            now={now}
          >
            {connections.length > 1 && <DisconnectLink connection={connection} />}
          </ConnectionRow>
        ))}
      </ul>
      {connections.length === 1 && (
        <p className="text-muted text-sm">
          This is your only way to sign in. Connect another account before removing it.
        </p>
      )}
      {offered.length > 0 && (
        <Section title="Connect another account">
          {isKnownDevice(user) ? (
            <ProviderForms
              providers={offered}
              label={({ id, name }) =>
                connected.has(id) ? `Connect another ${name} account` : `Connect ${name}`
              }
              action={startConnect}
              t={await pageTranslator()}
            />
          ) : (
            <DeviceWait user={user} returnTo={path} />
          )}
        </Section>
      )}
    </AccountPage>
  );
}

function DisconnectLink({ connection: { id, provider, email } }: { connection: Connection }) {
  return (
    <a href={`${path}/disconnect?account=${id}`} className={buttonVariants({ size: "compact" })}>
      Disconnect
      <span className="sr-only">
        {" "}
        {providerName(provider)}, {email}
      </span>
    </a>
  );
}
