import type { Metadata } from "next";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { Reauthenticate } from "@/app/(foyer)/account/reauthenticate";
import { EndOthersForm } from "@/app/(foyer)/account/sessions/end-others-form";
import { findProvider } from "@/lib/auth/providers/registry";
import { requireUser } from "@/lib/auth/session/current-user";
import { isFresh } from "@/lib/auth/session/lifetime";

const path = "/account/sessions";

export const metadata: Metadata = { title: "Sign out everywhere else?" };

/** Follows "No, sign it out". Only its flash says that a session ended: anyone can link to this page. */
export default async function EndedPage({ searchParams }: PageProps<"/account/sessions/ended">) {
  const user = await requireUser(`${path}/ended`);
  const { provider } = await searchParams;
  const name = findProvider(provider)?.name;
  return (
    <AccountPage user={user} current={path} title="Sign out everywhere else?">
      <p>Only this device will stay signed in.</p>
      <div className="flex flex-col gap-2">
        <p>If someone else signed in as you:</p>
        <ol className="ms-5 flex list-decimal flex-col gap-1">
          <li>
            {name
              ? `Change your ${name} password.`
              : "Change your password at the provider they used."}
          </li>
          <li>
            Check{" "}
            <a href="/account/connections" className="underline">
              Connected accounts
            </a>{" "}
            for any you don’t recognise.
          </li>
          <li>
            Check{" "}
            <a href="/account/activity" className="underline">
              Activity
            </a>{" "}
            for what they did.
          </li>
        </ol>
      </div>
      {!isFresh(user) && <Reauthenticate user={user} returnTo={`${path}/ended`} />}
      <EndOthersForm mayEnd={isFresh(user)} cancel="Keep them signed in" />
    </AccountPage>
  );
}
