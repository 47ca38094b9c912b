import { Download } from "lucide-react";
import type { Metadata } from "next";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { requiredPrompt } from "@/app/(foyer)/account/required-prompt";
import { DeviceWaitLine } from "@/components/account/device-wait-line";
import { Panel } from "@/components/account/panel";
import { buttonVariants } from "@/components/ui/button";
import { requireUser } from "@/lib/auth/session/current-user";
import { isKnownDevice } from "@/lib/auth/session/guards";
import { waitPath } from "@/lib/http/return-path";
import { pageTranslator } from "@/lib/i18n/page-locale";
import type { Translator } from "@/lib/i18n/translator";

const path = "/account/data";

export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslator();
  return { title: t("data.title") };
}

export default async function DataPage() {
  const user = await requireUser(path);
  const isKnown = isKnownDevice(user);
  const required = requiredPrompt(user);
  const t = await pageTranslator();
  return (
    <AccountPage
      user={user}
      current={path}
      title={t("data.title")}
      description={t("data.description")}
    >
      {!isKnown && <DeviceWaitLine words={t("wait.toExport")} href={waitPath(path)} t={t} />}
      <Panel title={t("data.export.title")}>
        <p className="text-muted text-sm">{t("data.export.text")}</p>
        {!isKnown && <WaitsLine t={t} />}
        {isKnown && required && <required.Prompt user={user} returnTo={path} />}
        {!required && (
          <form method="post" action={`${path}/export`}>
            <button
              type="submit"
              className={buttonVariants({ variant: "primary", size: "compact" })}
            >
              <Download aria-hidden="true" className="size-4 shrink-0" />
              {t("data.export.download")}
            </button>
          </form>
        )}
      </Panel>
      <Panel title={t("data.delete.pageTitle")}>
        <p className="text-muted text-sm">{t("data.delete.text")}</p>
        {isKnown ? (
          <a
            href={`${path}/delete`}
            className={buttonVariants({ size: "compact", className: "text-problem!" })}
          >
            {t("data.delete.title")}
          </a>
        ) : (
          <WaitsLine t={t} />
        )}
      </Panel>
    </AccountPage>
  );
}

/** In place of a control that has to wait for its device. */
function WaitsLine({ t }: { t: Translator }) {
  return <p className="text-muted text-sm">{t("wait.availableOnce")}</p>;
}
