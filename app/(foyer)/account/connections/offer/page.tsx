import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { acceptLink } from "@/app/(foyer)/account/connections/offer/accept-link";
import { declineLink } from "@/app/(foyer)/account/connections/offer/decline-link";
import { Reauthenticate } from "@/app/(foyer)/account/reauthenticate";
import { Panel } from "@/components/account/panel";
import { RowFrame } from "@/components/account/row-frame";
import { SubmitButton } from "@/components/forms/submit-button";
import { SubmitScope } from "@/components/forms/submit-scope";
import { ProviderMark } from "@/components/sign-in/provider-mark";
import { ForeignText } from "@/components/text/foreign-text";
import { readPendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { findProvider, providerName } from "@/lib/auth/providers/registry";
import { requireUser } from "@/lib/auth/session/current-user";
import { isFresh } from "@/lib/auth/session/lifetime";
import { pageTranslator } from "@/lib/i18n/page-locale";

const connectionsPath = "/account/connections";
const path = `${connectionsPath}/offer`;

export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslator();
  return { title: t("connections.offer.pageTitle") };
}

export default async function PendingLinkPage() {
  const user = await requireUser(path);
  const link = await readPendingLink();
  if (link?.userId !== user.id) redirect(connectionsPath);
  const provider = providerName(link.provider);
  const mark = findProvider(link.provider)?.mark;
  const t = await pageTranslator();
  return (
    <AccountPage
      user={user}
      current={connectionsPath}
      title={t("connections.offer.title", { provider })}
    >
      <Panel>
        <RowFrame
          icon={mark && <ProviderMark mark={mark} />}
          heading={<p className="font-medium text-base">{provider}</p>}
        >
          <p>
            <ForeignText>{link.email}</ForeignText>
          </p>
        </RowFrame>
        <p>{t("connections.offer.text", { provider })}</p>
        {!isFresh(user) && <Reauthenticate user={user} returnTo={path} />}
        <SubmitScope>
          <div className="button-row">
            {isFresh(user) && (
              <form action={acceptLink}>
                <SubmitButton
                  variant="primary"
                  size="compact"
                  pendingText={t("connections.connecting", { provider })}
                >
                  {t("connections.connect", { provider })}
                </SubmitButton>
              </form>
            )}
            <form action={declineLink}>
              <SubmitButton size="compact" pendingText={t("connections.offer.declining")}>
                {t("connections.offer.decline")}
              </SubmitButton>
            </form>
          </div>
        </SubmitScope>
      </Panel>
    </AccountPage>
  );
}
