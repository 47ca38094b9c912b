import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { Reauthenticate } from "@/app/(foyer)/account/reauthenticate";
import { pageAbove } from "@/components/account/account-navigation";
import { Panel } from "@/components/account/panel";
import { WayBack } from "@/components/account/way-back";
import { requireUser } from "@/lib/auth/session/current-user";
import { isFresh } from "@/lib/auth/session/lifetime";
import { confirmPath, returnPath } from "@/lib/http/return-path";
import { pageTranslator } from "@/lib/i18n/page-locale";

export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslator();
  return { title: t("confirm.title") };
}

export default async function ConfirmPage({ searchParams }: PageProps<"/account/confirm">) {
  const returnTo = returnPath((await searchParams).returnTo);
  const user = await requireUser(confirmPath(returnTo));
  if (isFresh(user)) redirect(returnTo);
  const above = pageAbove(returnTo);
  const t = await pageTranslator();
  return (
    <AccountPage user={user} current={above} title={t("confirm.title")}>
      <Panel>
        <Reauthenticate user={user} returnTo={returnTo} />
        <WayBack href={above} words={t("common.cancel")} />
      </Panel>
    </AccountPage>
  );
}
