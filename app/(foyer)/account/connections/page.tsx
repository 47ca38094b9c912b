import type { Metadata } from "next";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { startConnect } from "@/app/(foyer)/account/connections/start-connect";
import { UndoDisconnectForm } from "@/app/(foyer)/account/connections/undo-disconnect-form";
import { ConnectionRow } from "@/components/account/connection-row";
import { DeviceWaitLine } from "@/components/account/device-wait-line";
import { Panel } from "@/components/account/panel";
import { ProviderForms } from "@/components/sign-in/provider-forms";
import { screenReaderOnly } from "@/components/text/screen-reader-only";
import { buttonVariants } from "@/components/ui/button";
import { offeredProviders, providerName } from "@/lib/auth/providers/registry";
import { requireUser } from "@/lib/auth/session/current-user";
import { isKnownDevice } from "@/lib/auth/session/guards";
import { type Connection, listConnections } from "@/lib/db/accounts";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { waitPath } from "@/lib/http/return-path";
import { pageTranslator } from "@/lib/i18n/page-locale";
import type { Translator } from "@/lib/i18n/translator";

const path = "/account/connections";

export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslator();
  return { title: t("connections.title") };
}

export default async function ConnectionsPage() {
  const user = await requireUser(path);
  const connections = await redirectIfUnavailable(() => listConnections(user.id));
  const connected = new Set(connections.map(({ provider }) => provider));
  const offered = offeredProviders();
  const newOnesFirst = [
    ...offered.filter(({ id }) => !connected.has(id)),
    ...offered.filter(({ id }) => connected.has(id)),
  ];
  const isKnown = isKnownDevice(user);
  const now = new Date();
  const t = await pageTranslator();
  return (
    <AccountPage
      user={user}
      current={path}
      title={t("connections.title")}
      description={t("connections.description")}
      followUp={<UndoDisconnectForm />}
    >
      {!isKnown && <DeviceWaitLine words={t("wait.toConnect")} href={waitPath(path)} t={t} />}
      <Panel>
        <ul>
          {connections.map((connection) => (
            <ConnectionRow
              key={connection.id}
              connection={connection}
              provider={offered.find(({ id }) => id === connection.provider)}
              now={now}
              t={t}
            >
              {isKnown && connections.length > 1 && (
                <DisconnectLink connection={connection} t={t} />
              )}
            </ConnectionRow>
          ))}
        </ul>
        {isKnown && connections.length === 1 && (
          <p className="ms-8 text-muted text-sm">{t("connections.onlyOne")}</p>
        )}
      </Panel>
      {isKnown && offered.length > 0 && (
        <Panel title={t("connections.connectAnother")}>
          <ProviderForms
            providers={newOnesFirst}
            label={({ id, name }) =>
              t(connected.has(id) ? "connections.connectAnotherAt" : "connections.connect", {
                provider: name,
              })
            }
            action={startConnect}
            t={t}
          />
        </Panel>
      )}
    </AccountPage>
  );
}

function DisconnectLink({ connection, t }: { connection: Connection; t: Translator }) {
  const { id, provider, email } = connection;
  return (
    <a href={`${path}/disconnect?account=${id}`} className={buttonVariants({ size: "compact" })}>
      {t.rich("connections.disconnect.link", {
        provider: providerName(provider),
        address: email,
        more: screenReaderOnly,
      })}
    </a>
  );
}
