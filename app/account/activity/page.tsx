import type { Metadata } from "next";
import { AccountPage } from "@/app/account/account-page";
import { reportSignIn } from "@/app/account/sessions/disown";
import { ActivityRow } from "@/components/activity-row";
import { activityWords } from "@/components/activity-words";
import { describeDevice } from "@/components/device-name";
import { ForeignText } from "@/components/foreign-text";
import { exactTime } from "@/components/relative-time";
import { SubmitButton } from "@/components/submit-button";
import { buttonVariants } from "@/components/ui/button";
import { requireUser } from "@/lib/auth/current-user";
import { isId } from "@/lib/auth/form-field";
import { redirectIfUnavailable } from "@/lib/auth/or-unavailable";
import { providerName } from "@/lib/auth/providers";
import { type ActivityEntry, listActivity } from "@/lib/db/activity";

const path = "/account/activity";
const pageSize = 25;

export const metadata: Metadata = { title: "Security activity" };

export default async function ActivityPage({ searchParams }: PageProps<"/account/activity">) {
  const user = await requireUser(path);
  const { before } = await searchParams;
  const from = isId(before) ? before : null;
  const found = await redirectIfUnavailable(() =>
    listActivity(user.id, { before: from, limit: pageSize + 1 }),
  );
  const entries = found.slice(0, pageSize);
  const last = entries.at(-1);
  const now = new Date();
  return (
    <AccountPage user={user} current={path} title="Security activity">
      {entries.length === 0 && <p className="text-muted">There is nothing to show here.</p>}
      <ul>
        {entries.map((entry) => (
          <ActivityRow
            key={entry.id}
            entry={entry}
            words={activityWords(entry, providerName)}
            now={now}
          >
            {entry.unansweredSessionId && entry.unansweredSessionId !== user.sessionId && (
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
