import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountPage } from "@/app/account/account-page";
import { Reauthenticate } from "@/app/account/confirm-visitor";
import { requireUser } from "@/lib/auth/current-user";
import { isFresh } from "@/lib/auth/recent-sign-in";
import { confirmPath, returnPath } from "@/lib/auth/return-path";

export const metadata: Metadata = { title: "Confirm that it is you" };

export default async function ConfirmPage({ searchParams }: PageProps<"/account/confirm">) {
  const returnTo = returnPath((await searchParams).returnTo);
  const user = await requireUser(confirmPath(returnTo));
  if (isFresh(user)) redirect(returnTo);
  return (
    <AccountPage user={user} current="/account/confirm" title="Confirm that it is you">
      <Reauthenticate user={user} returnTo={returnTo} />
    </AccountPage>
  );
}
