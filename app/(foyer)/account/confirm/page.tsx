import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { Reauthenticate } from "@/app/(foyer)/account/reauthenticate";
import { buttonVariants } from "@/components/ui/button";
import { requireUser } from "@/lib/auth/session/current-user";
import { isFresh } from "@/lib/auth/session/lifetime";
import { interruptedProvider } from "@/lib/auth/sign-in/interrupted-connection";
import { confirmPath, returnPath } from "@/lib/http/return-path";

export const metadata: Metadata = { title: "Confirm it’s you" };

export default async function ConfirmPage({ searchParams }: PageProps<"/account/confirm">) {
  const returnTo = returnPath((await searchParams).returnTo);
  const user = await requireUser(confirmPath(returnTo));
  if (isFresh(user)) redirect(returnTo);
  const provider = interruptedProvider(returnTo);
  return (
    <AccountPage user={user} current="/account/confirm" title="Confirm it’s you">
      <Reauthenticate user={user} returnTo={returnTo} />
      <a
        href={provider ? "/account/connections" : "/account"}
        className={buttonVariants({ size: "compact" })}
      >
        Cancel
      </a>
    </AccountPage>
  );
}
