import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { StartNewForm } from "@/app/(foyer)/sign-in/connect/start-new-form";
import { restore } from "@/app/(foyer)/sign-in/removed/restore";
import { describeDevice } from "@/components/account/device-name";
import { Disclosure } from "@/components/disclosure";
import { SubmitButton } from "@/components/forms/submit-button";
import { SubmitScope } from "@/components/forms/submit-scope";
import { NoticeBanner } from "@/components/page/notice-banner";
import { PageFrame } from "@/components/page/page-frame";
import { Section } from "@/components/section";
import { SignInButton } from "@/components/sign-in/sign-in-button";
import { ForeignText } from "@/components/text/foreign-text";
import { LocalTimesScript } from "@/components/text/local-times-script";
import { ExactTime } from "@/components/text/moment";
import { readPendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { offeredProviders, providerName } from "@/lib/auth/providers/registry";
import { getCurrentUser } from "@/lib/auth/session/current-user";
import { hashDeviceToken, readDeviceToken } from "@/lib/auth/session/device-cookie";
import { findRemoval, type Removal } from "@/lib/db/removed-accounts";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { readFlash } from "@/lib/flash/flash";
import { requestNonce } from "@/lib/http/request-context";
import { pageTranslator } from "@/lib/i18n/page-locale";
import type { Translator } from "@/lib/i18n/translator";

export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslator();
  return { title: t("removed.pageTitle") };
}

/** For a visitor whose account was removed from a user here: restore it, sign in as before, or start anew. */
export default async function RemovedAccountPage() {
  if (await getCurrentUser()) redirect("/account/connections/offer");
  const link = await readPendingLink();
  if (!link?.removal) redirect("/sign-in");
  const requestHeaders = await headers();
  const deviceHash = hashDeviceToken(readDeviceToken(requestHeaders));
  const { removal: id, userId, returnTo } = link;
  const removal = await redirectIfUnavailable(() => findRemoval({ id, userId, deviceHash }));
  if (!removal) redirect("/sign-in");
  const provider = providerName(link.provider);
  const others = offeredProviders().filter((each) => link.ownerProviders.includes(each.id));
  const t = await pageTranslator();
  return (
    <PageFrame t={t}>
      <LocalTimesScript nonce={requestNonce(requestHeaders)} />
      <NoticeBanner notice={await readFlash(providerName)} t={t} />
      <RemovalMessage removal={removal} provider={provider} t={t} />
      <SubmitScope>
        {removal.isKnownDevice && (
          <div className="flex flex-col gap-4 text-center">
            <p className="text-balance text-sm">{t("removed.restore.text", { provider })}</p>
            <form action={restore}>
              <SubmitButton
                variant="primary"
                pendingText={t("removed.restore.pending", { provider })}
              >
                {t("removed.restore.button", { provider })}
              </SubmitButton>
            </form>
          </div>
        )}
        {others.length > 0 && (
          <Section title={t("removed.others.title")} divided={removal.isKnownDevice}>
            <p className="text-balance text-muted text-sm">
              {t("removed.others.text", { provider })}
            </p>
            <div className="flex max-w-sm flex-col gap-3">
              {others.map((each) => (
                <SignInButton key={each.id} provider={each} callbackUrl={returnTo} t={t} />
              ))}
            </div>
          </Section>
        )}
        <Disclosure summary={t("removed.newAccount.title")} className="text-center *:mx-auto">
          <div className="flex flex-col gap-3">
            <p className="text-balance text-muted">{t("removed.newAccount.text")}</p>
            <StartNewForm t={t} />
          </div>
        </Disclosure>
      </SubmitScope>
    </PageFrame>
  );
}

type RemovalMessageProps = { removal: Removal; provider: string; t: Translator };

function RemovalMessage({ removal, provider, t }: RemovalMessageProps) {
  const { removedAt, userAgent } = removal;
  const when = () => <ExactTime at={removedAt} t={t} />;
  return (
    <div className="flex flex-col gap-3 text-center">
      <h1>{t("removed.title", { provider })}</h1>
      <p className="text-balance text-muted wrap-anywhere">
        {userAgent
          ? t.rich("removed.text", {
              when,
              device: () => <ForeignText>{describeDevice(userAgent, t).name}</ForeignText>,
            })
          : t.rich("removed.textUnknownBrowser", { when })}
      </p>
    </div>
  );
}
