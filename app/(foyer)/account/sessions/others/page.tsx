import type { Metadata } from "next";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { Reauthenticate } from "@/app/(foyer)/account/reauthenticate";
import { EndOthersForm } from "@/app/(foyer)/account/sessions/end-others-form";
import { requireUser } from "@/lib/auth/session/current-user";
import { isFresh } from "@/lib/auth/session/lifetime";
import { pageTranslator } from "@/lib/i18n/page-locale";

const path = "/account/sessions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslator();
  return { title: t("devices.signOutOthers.title") };
}

/** Asks before all other devices are signed out. */
export default async function OthersPage() {
  const user = await requireUser(`${path}/others`);
  const t = await pageTranslator();
  return (
    <AccountPage user={user} current={path} title={t("devices.signOutOthers.title")}>
      <p>{t("devices.signOutOthers.text")}</p>
      {!isFresh(user) && <Reauthenticate user={user} returnTo={`${path}/others`} />}
      <EndOthersForm mayEnd={isFresh(user)} cancel={t("common.cancel")} t={t} />
    </AccountPage>
  );
}
