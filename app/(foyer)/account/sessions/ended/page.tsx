import type { Metadata } from "next";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { Reauthenticate } from "@/app/(foyer)/account/reauthenticate";
import { endOtherSessions } from "@/app/(foyer)/account/sessions/end-other-sessions";
import { SubmitButton } from "@/components/forms/submit-button";
import { buttonVariants } from "@/components/ui/button";
import { requireUser } from "@/lib/auth/session/current-user";
import { isFresh } from "@/lib/auth/session/lifetime";

const path = "/account/sessions";

export const metadata: Metadata = { title: "End all your other sessions too?" };

/** Follows "That wasn't me". Only its flash says that a session ended: anyone can link to this page. */
export default async function EndedPage() {
  const user = await requireUser(`${path}/ended`);
  return (
    <AccountPage user={user} current={path} title="End all your other sessions too?">
      <p>Only this device will stay signed in.</p>
      <p>
        If someone else signed in as you, change your password at the provider they used. Then check
        for changes that you didn’t make: connected accounts under{" "}
        <a href="/account/connections" className="underline">
          Connected accounts
        </a>
        , and everything else under{" "}
        <a href="/account/activity" className="underline">
          Activity
        </a>
        .
      </p>
      {!isFresh(user) && <Reauthenticate user={user} returnTo={`${path}/ended`} />}
      <div className="flex flex-wrap gap-3">
        {isFresh(user) && (
          <form action={endOtherSessions}>
            <SubmitButton variant="danger" size="compact" pendingText="Ending the other sessions">
              End all other sessions
            </SubmitButton>
          </form>
        )}
        <a href={path} className={buttonVariants({ size: "compact" })}>
          Keep the others
        </a>
      </div>
    </AccountPage>
  );
}
