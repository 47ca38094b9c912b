import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { DeviceWait } from "@/app/(foyer)/account/device-wait";
import { pageAbove } from "@/components/account/account-navigation";
import { Panel } from "@/components/account/panel";
import { WayBack } from "@/components/account/way-back";
import { buttonVariants } from "@/components/ui/button";
import { type CurrentUser, requireUser } from "@/lib/auth/session/current-user";
import { isKnownDevice } from "@/lib/auth/session/guards";
import { returnPath, waitPath } from "@/lib/http/return-path";
import { pageTranslator } from "@/lib/i18n/page-locale";
import type { Translator } from "@/lib/i18n/translator";

const devicesPath = "/account/sessions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslator();
  return { title: t("wait.title") };
}

export default async function WaitPage({ searchParams }: PageProps<"/account/wait">) {
  const { returnTo: path, checked } = await searchParams;
  const returnTo = returnPath(path);
  const user = await requireUser(waitPath(returnTo));
  const isKnown = isKnownDevice(user);
  if (isKnown && checked === undefined) redirect(returnTo);
  const t = await pageTranslator();
  if (isKnown) return <Confirmed user={user} returnTo={returnTo} t={t} />;
  return (
    <AccountPage user={user} current={devicesPath} title={t("wait.title")}>
      <Panel>
        <DeviceWait user={user} returnTo={returnTo} wasChecked={checked !== undefined} />
        <WayBack href={pageAbove(returnTo)} words={t("common.back")} />
      </Panel>
    </AccountPage>
  );
}

type ConfirmedProps = { user: CurrentUser; returnTo: string; t: Translator };

/** Follows "I’ve confirmed it". */
function Confirmed({ user, returnTo, t }: ConfirmedProps) {
  return (
    <AccountPage user={user} current={devicesPath} title={t("wait.passed.title")}>
      <Panel>
        <p>{t("wait.passed.text")}</p>
        <a href={returnTo} className={buttonVariants({ variant: "primary", size: "compact" })}>
          {t("common.continue")}
        </a>
      </Panel>
    </AccountPage>
  );
}
