import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { DeviceWait } from "@/app/(foyer)/account/device-wait";
import { pageAbove } from "@/components/account/account-navigation";
import { Panel } from "@/components/account/panel";
import { WayBack } from "@/components/account/way-back";
import { requireUser } from "@/lib/auth/session/current-user";
import { isKnownDevice } from "@/lib/auth/session/guards";
import { returnPath, waitPath } from "@/lib/http/return-path";
import { pageTranslator } from "@/lib/i18n/page-locale";

export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslator();
  return { title: t("wait.title") };
}

export default async function WaitPage({ searchParams }: PageProps<"/account/wait">) {
  const { returnTo: path, checked } = await searchParams;
  const returnTo = returnPath(path);
  const user = await requireUser(waitPath(returnTo));
  if (isKnownDevice(user)) redirect(returnTo);
  const above = pageAbove(returnTo);
  const t = await pageTranslator();
  return (
    <AccountPage user={user} current={above} title={t("wait.title")}>
      <Panel>
        <DeviceWait user={user} returnTo={returnTo} wasChecked={checked !== undefined} />
        <WayBack href={above} words={t("common.backToAccount")} />
      </Panel>
    </AccountPage>
  );
}
