import type { Metadata } from "next";
import type { ReactNode } from "react";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { EndOthersQuestion, listOthers } from "@/app/(foyer)/account/sessions/end-others-question";
import { Panel } from "@/components/account/panel";
import { WayBack } from "@/components/account/way-back";
import { linkTo } from "@/components/text/link-to";
import type { Provider } from "@/lib/auth/providers/provider";
import { findProvider } from "@/lib/auth/providers/registry";
import { requireUser } from "@/lib/auth/session/current-user";
import { pageTranslator } from "@/lib/i18n/page-locale";
import type { Translator } from "@/lib/i18n/translator";

const path = "/account/sessions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslator();
  return { title: t("devices.intruder.title") };
}

/** Follows "No, sign it out". Only its flash says that a session ended: anyone can link to this page. */
export default async function EndedPage({ searchParams }: PageProps<"/account/sessions/ended">) {
  const user = await requireUser(`${path}/ended`);
  const { provider, account } = await searchParams;
  const others = await listOthers(user);
  const t = await pageTranslator();
  return (
    <AccountPage user={user} current={path} title={t("devices.intruder.title")}>
      <Panel>
        <Advice provider={findProvider(provider)} usedOwnAccount={account === "own"} t={t} />
        {others.length === 0 && <WayBack href={path} words={t("devices.back")} />}
      </Panel>
      {others.length > 0 && (
        <Panel title={t("devices.signOutOthers.title")}>
          <EndOthersQuestion
            user={user}
            others={others}
            returnTo={`${path}/ended`}
            cancel={t("devices.back")}
            t={t}
          />
        </Panel>
      )}
    </AccountPage>
  );
}

type AdviceProps = {
  provider: Provider | null;
  /** Whether they signed in with an account of their own, whose password isn't the user's. */
  usedOwnAccount: boolean;
  t: Translator;
};

/** What to do about someone else who signed in. */
function Advice({ provider, usedOwnAccount, t }: AdviceProps) {
  return (
    <ol className="ms-5 flex list-decimal flex-col gap-2">
      <li>{changePassword(provider, usedOwnAccount, t)}</li>
      <li>{t.rich("devices.intruder.checkConnections", linkTo("/account/connections"))}</li>
      <li>{t.rich("devices.intruder.checkActivity", linkTo("/account/activity"))}</li>
    </ol>
  );
}

/** An intruder with an account of their own came in by another way first. */
function changePassword(provider: Provider | null, usedOwnAccount: boolean, t: Translator) {
  if (usedOwnAccount) return t("devices.intruder.changePasswords");
  if (!provider) return t("devices.intruder.changePasswordUnknownProvider");
  const { name, passwordPage } = provider;
  const link = passwordPage ? linkTo(passwordPage).link : (words: ReactNode) => words;
  return t.rich("devices.intruder.changePassword", { provider: name, link });
}
