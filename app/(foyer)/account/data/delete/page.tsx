import type { Metadata } from "next";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { deleteAccount } from "@/app/(foyer)/account/data/delete/delete-account";
import { requiredPrompt } from "@/app/(foyer)/account/required-prompt";
import { DeleteForm } from "@/components/account/delete-form";
import { Panel } from "@/components/account/panel";
import { WayBack } from "@/components/account/way-back";
import { ForeignText } from "@/components/text/foreign-text";
import { linkTo } from "@/components/text/link-to";
import { type CurrentUser, requireUser } from "@/lib/auth/session/current-user";
import { pageTranslator } from "@/lib/i18n/page-locale";
import type { Translator } from "@/lib/i18n/translator";

const dataPath = "/account/data";
const path = `${dataPath}/delete`;

export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslator();
  return { title: t("data.delete.pageTitle") };
}

export default async function DeletePage() {
  const user = await requireUser(path);
  const required = requiredPrompt(user);
  const t = await pageTranslator();
  return (
    <AccountPage user={user} current={dataPath} title={t("data.delete.pageTitle")}>
      {required ? (
        <Panel title={t(required.title)}>
          <required.Prompt user={user} returnTo={path} />
          <WayBack href={dataPath} words={t("common.cancel")} />
        </Panel>
      ) : (
        <Question user={user} t={t} />
      )}
    </AccountPage>
  );
}

function Question({ user, t }: { user: CurrentUser; t: Translator }) {
  return (
    <Panel>
      <p>{t("data.delete.deletes")}</p>
      <ul className="ms-4 flex list-disc flex-col gap-2 text-muted text-sm">
        <li>{t("data.delete.stays.username")}</li>
        <li>{t("data.delete.stays.operators")}</li>
        <li>{t("data.delete.stays.providers")}</li>
      </ul>
      <p className="text-sm">{t.rich("data.delete.downloadFirst", linkTo(dataPath))}</p>
      <DeleteForm
        deleteAccount={deleteAccount}
        keepHref={dataPath}
        words={{
          field: t("data.delete.field"),
          help: t.rich("data.delete.yourUsername", {
            username: () => (
              <strong className="text-ink">
                <ForeignText>{user.username}</ForeignText>
              </strong>
            ),
          }),
          delete: t("data.delete.title"),
          deleting: t("data.delete.deleting"),
          keep: t("common.cancel"),
        }}
      />
    </Panel>
  );
}
