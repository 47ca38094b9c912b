import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountPage } from "@/app/account/account-page";
import { ConfirmVisitor } from "@/app/account/confirm-visitor";
import { requireVisitor } from "@/lib/auth/current-user";
import { isRecent } from "@/lib/auth/recent-sign-in";
import { confirmPath, returnPath } from "@/lib/auth/return-path";

export const metadata: Metadata = { title: "Confirm that it is you" };

export default async function ConfirmPage({ searchParams }: PageProps<"/account/confirm">) {
  const returnTo = returnPath((await searchParams).returnTo);
  const visitor = await requireVisitor(confirmPath(returnTo));
  if (isRecent(visitor)) redirect(returnTo);
  return (
    <AccountPage visitor={visitor} current="/account/confirm" title="Confirm that it is you">
      <ConfirmVisitor visitor={visitor} returnTo={returnTo} />
    </AccountPage>
  );
}
