import type { Metadata } from "next";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { reportSignIn } from "@/app/(foyer)/account/sessions/report-sign-in";
import { ActivityRow } from "@/components/account/activity-row";
import { activityWords } from "@/components/account/activity-words";
import { describeDevice } from "@/components/account/device-name";
import { SubmitButton } from "@/components/forms/submit-button";
import { ForeignText } from "@/components/text/foreign-text";
import { exactTime } from "@/components/text/relative-time";
import { buttonVariants } from "@/components/ui/button";
import { providerName } from "@/lib/auth/providers/registry";
import { requireUser } from "@/lib/auth/session/current-user";
import { type ActivityEntry, listActivity } from "@/lib/db/activity";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { isId } from "@/lib/http/form-field";

const path = "/account/activity";
const pageSize = 25;

export const metadata: Metadata = { title: "Activity" };

export default async function ActivityPage({ searchParams }: PageProps<"/account/activity">) {
  const user = await requireUser(path);
  const { before } = await searchParams;
  const from = isId(before) ? before : null;
  const reader = { userId: user.id, sessionId: user.sessionId };
  const found = await redirectIfUnavailable(() =>
    listActivity(reader, { before: from, limit: pageSize + 1 }),
  );
  const entries = found.slice(0, pageSize);
  const last = entries.at(-1);
  const now = new Date();
  return (
    <AccountPage
      user={user}
      current={path}
      title="Activity"
      description="What happened to your account, latest first."
    >
      {entries.length === 0 && <p className="text-muted">There is nothing to show here.</p>}
      <ul>
        {entries.map((entry) => (
          <ActivityRow
            key={entry.id}
            entry={entry}
            words={activityWords(entry, providerName)}
            now={now}
          >
            {entry.unansweredSessionId && (
              <ReportSignInForm sessionId={entry.unansweredSessionId} entry={entry} />
            )}
          </ActivityRow>
        ))}
      </ul>
      <div className="flex flex-wrap gap-3">
        {from && (
          <a href={path} className={buttonVariants({ size: "compact" })}>
            Back to the newest
          </a>
        )}
        {last && found.length > pageSize && (
          <a href={`${path}?before=${last.id}`} className={buttonVariants({ size: "compact" })}>
            Older
          </a>
        )}
      </div>
    </AccountPage>
  );
}

type ReportSignInFormProps = { sessionId: string; entry: ActivityEntry };

function ReportSignInForm({ sessionId, entry }: ReportSignInFormProps) {
  return (
    <form action={reportSignIn}>
      <input type="hidden" name="session" value={sessionId} />
      <SubmitButton size="compact" pendingText="Ending that session">
        That wasn’t me
        <span className="sr-only">
          : {activityWords(entry, providerName)},{" "}
          <ForeignText>{describeDevice(entry.userAgent).name}</ForeignText>, {exactTime(entry.at)}
        </span>
      </SubmitButton>
    </form>
  );
}
