import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { reportSignIn } from "@/app/(foyer)/account/sessions/report-sign-in";
import { activityWords } from "@/components/account/activity-words";
import { describeDevice } from "@/components/account/device-name";
import { SessionChanges } from "@/components/account/sign-in-question";
import { SubmitButton } from "@/components/forms/submit-button";
import { Facts } from "@/components/text/facts";
import { ForeignText } from "@/components/text/foreign-text";
import { Moment } from "@/components/text/moment";
import { placeWords } from "@/components/text/place-words";
import { buttonVariants } from "@/components/ui/button";
import { providerName } from "@/lib/auth/providers/registry";
import { requireUser } from "@/lib/auth/session/current-user";
import { findNewSignIn, type NewSignIn } from "@/lib/db/new-device-sign-ins";
import { maxChanges } from "@/lib/db/session-changes";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { isId } from "@/lib/http/form-field";

const path = "/account/sessions";

export const metadata: Metadata = { title: "Sign out a device" };

/** Asks once, before a device is signed out that the user says isn't theirs. */
export default async function ReportPage({ searchParams }: PageProps<"/account/sessions/report">) {
  const { session } = await searchParams;
  const user = await requireUser(`${path}/report?session=${isId(session) ? session : ""}`);
  if (!isId(session)) notFound();
  const context = { userId: user.id, sessionId: user.sessionId };
  const signIn = await redirectIfUnavailable(() => findNewSignIn(context, session));
  if (!signIn) notFound();
  const { name } = describeDevice(signIn.userAgent);
  return (
    <AccountPage user={user} current={path} title="This wasn’t you?">
      <Question signIn={signIn} name={name} />
      <div className="flex flex-wrap gap-3">
        <form action={reportSignIn}>
          <input type="hidden" name="session" value={signIn.sessionId} />
          <SubmitButton variant="danger" size="compact" pendingText="Signing it out">
            {signIn.isOpen ? "Sign it out" : "It wasn’t me"}
          </SubmitButton>
        </form>
        <a href={path} className={buttonVariants({ size: "compact" })}>
          Cancel
        </a>
      </div>
    </AccountPage>
  );
}

function Question({ signIn, name }: { signIn: NewSignIn; name: string }) {
  const provider = providerName(signIn.provider ?? "");
  const changes = signIn.changes.map((change) => activityWords(change, providerName));
  const isSignIn = signIn.kind === "sign-in";
  return (
    <div className="flex flex-col gap-3">
      <p className="wrap-anywhere">
        <ForeignText>{name}</ForeignText>{" "}
        {isSignIn ? "signed in" : "used a session that was opened"} with your {provider} account.
      </p>
      <Facts>
        <Moment key="at" at={signIn.at} now={new Date()} />
        {placeWords(signIn)}
      </Facts>
      {changes.length > 0 && (
        <SessionChanges changes={changes} hasMore={changes.length >= maxChanges} />
      )}
      {changes.length > 0 && isSignIn && <p>We’ll undo these changes where we can.</p>}
    </div>
  );
}
