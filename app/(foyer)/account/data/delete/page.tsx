import type { Metadata } from "next";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { deleteAccount } from "@/app/(foyer)/account/data/delete/delete-account";
import { SensitiveControl } from "@/app/(foyer)/account/sensitive-control";
import { DeleteForm } from "@/components/account/delete-form";
import { ForeignText } from "@/components/text/foreign-text";
import { requireUser } from "@/lib/auth/session/current-user";

const dataPath = "/account/data";
const path = `${dataPath}/delete`;

export const metadata: Metadata = { title: "Delete your account" };

export default async function DeletePage() {
  const user = await requireUser(path);
  return (
    <AccountPage user={user} current={dataPath} title="Delete your account">
      <p className="wrap-anywhere">
        This deletes your profile, connected accounts, devices and activity at once, and signs you
        out on all your devices. It can’t be undone. We keep your username for 90 days, without
        saying whose it was, so that no one else can take it. If the people who run this site did
        something to your account, their log keeps that without your name and address. Your
        providers keep listing this site among those you have signed in to until you remove it
        there. Your username is{" "}
        <strong>
          <ForeignText>{user.username}</ForeignText>
        </strong>
        .
      </p>
      <SensitiveControl user={user} returnTo={path}>
        <DeleteForm deleteAccount={deleteAccount} keepHref={dataPath} />
      </SensitiveControl>
    </AccountPage>
  );
}
