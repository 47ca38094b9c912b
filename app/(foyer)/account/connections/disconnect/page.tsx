import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { disconnect } from "@/app/(foyer)/account/connections/disconnect/disconnect";
import { requiredPrompt } from "@/app/(foyer)/account/required-prompt";
import { ConnectionRow } from "@/components/account/connection-row";
import { Panel } from "@/components/account/panel";
import { WayBack } from "@/components/account/way-back";
import { Disclosure } from "@/components/disclosure";
import { SubmitButton } from "@/components/forms/submit-button";
import { buttonVariants } from "@/components/ui/button";
import { offeredProviders, providerName } from "@/lib/auth/providers/registry";
import { requireUser } from "@/lib/auth/session/current-user";
import { listConnections } from "@/lib/db/accounts";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { pageTranslator } from "@/lib/i18n/page-locale";

const connectionsPath = "/account/connections";

export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslator();
  return { title: t("connections.disconnect.pageTitle") };
}

export default async function DisconnectPage({
  searchParams,
}: PageProps<"/account/connections/disconnect">) {
  const { account } = await searchParams;
  const path = `${connectionsPath}/disconnect?${new URLSearchParams({ account: String(account) })}`;
  const user = await requireUser(path);
  const connections = await redirectIfUnavailable(() => listConnections(user.id));
  const connection = connections.find(({ id }) => id === account);
  if (!connection) notFound();
  const provider = providerName(connection.provider);
  const required = requiredPrompt(user);
  const t = await pageTranslator();
  return (
    <AccountPage
      user={user}
      current={connectionsPath}
      title={t("connections.disconnect.title", { provider })}
    >
      <Panel>
        <ul>
          <ConnectionRow
            connection={connection}
            provider={offeredProviders().find(({ id }) => id === connection.provider)}
            now={new Date()}
            t={t}
          />
        </ul>
        <p>{t("connections.disconnect.text", { provider })}</p>
        <Disclosure summary={t("connections.disconnect.afterwardsTitle")}>
          <p className="text-muted">{t("connections.disconnect.afterwards", { provider })}</p>
        </Disclosure>
        {required ? (
          <>
            <required.Prompt user={user} returnTo={path} />
            <WayBack href={connectionsPath} words={t("common.cancel")} />
          </>
        ) : (
          <div className="button-row">
            <form action={disconnect}>
              <input type="hidden" name="account" value={connection.id} />
              <SubmitButton
                variant="danger"
                size="compact"
                pendingText={t("connections.disconnect.disconnecting", { provider })}
              >
                {t("connections.disconnect.disconnect", { provider })}
              </SubmitButton>
            </form>
            <a href={connectionsPath} className={buttonVariants({ size: "compact" })}>
              {t("common.cancel")}
            </a>
          </div>
        )}
      </Panel>
    </AccountPage>
  );
}
