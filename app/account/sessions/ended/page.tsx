import type { Metadata } from "next";
import { AccountPage } from "@/app/account/account-page";
import { endOtherSessions } from "@/app/account/sessions/end-other-sessions";
import { SubmitButton } from "@/components/submit-button";
import { buttonVariants } from "@/components/ui/button";
import { requireVisitor } from "@/lib/auth/current-user";

const path = "/account/sessions";

export const metadata: Metadata = { title: "That session has ended" };

/** After "That wasn't me". */
export default async function EndedPage() {
  const visitor = await requireVisitor(`${path}/ended`);
  return (
    <AccountPage visitor={visitor} current={path} title="That session has ended">
      <p>
        That device is signed out. Whoever used it came in through one of your connected accounts:
        change your password there, and look through the devices that are signed in to it.
      </p>
      <p>Do you want to end all your other sessions here too? Only this device stays signed in.</p>
      <div className="flex flex-wrap gap-3">
        <form action={endOtherSessions}>
          <SubmitButton variant="danger" size="compact" pendingText="Ending the other sessions">
            End all other sessions
          </SubmitButton>
        </form>
        <a href={path} className={buttonVariants({ size: "compact" })}>
          Keep the others
        </a>
      </div>
    </AccountPage>
  );
}
