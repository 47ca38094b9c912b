import type { Metadata } from "next";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { Reauthenticate } from "@/app/(foyer)/account/reauthenticate";
import { EndOthersForm } from "@/app/(foyer)/account/sessions/end-others-form";
import { requireUser } from "@/lib/auth/session/current-user";
import { isFresh } from "@/lib/auth/session/lifetime";

const path = "/account/sessions";

export const metadata: Metadata = { title: "Sign out everywhere else?" };

/** Asks before all other devices are signed out. */
export default async function OthersPage() {
  const user = await requireUser(`${path}/others`);
  return (
    <AccountPage user={user} current={path} title="Sign out everywhere else?">
      <p>Only this device will stay signed in.</p>
      {!isFresh(user) && <Reauthenticate user={user} returnTo={`${path}/others`} />}
      <EndOthersForm mayEnd={isFresh(user)} cancel="Cancel" />
    </AccountPage>
  );
}
