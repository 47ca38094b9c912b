import { AccountPage } from "@/app/(foyer)/account/account-page";
import { accountIcons } from "@/components/account/account-icons";
import { ActivityFilter } from "@/components/account/activity-filter";
import { isActivityGroup, kindsOf } from "@/components/account/activity-kinds";
import { ActivityRow } from "@/components/account/activity-row";
import { activityReason, activityWords } from "@/components/account/activity-words";
import { describeDevice } from "@/components/account/device-name";
import { Panel } from "@/components/account/panel";
import { dayName } from "@/components/text/day-name";
import { ForeignText } from "@/components/text/foreign-text";
import { ExactTime } from "@/components/text/moment";
import { screenReaderOnly } from "@/components/text/screen-reader-only";
import { buttonVariants } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { providerName } from "@/lib/auth/providers/registry";
import { requireUser } from "@/lib/auth/session/current-user";
import { type ActivityEntry, listActivity } from "@/lib/db/activity";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { isId } from "@/lib/http/form-field";
import { pageTranslator } from "@/lib/i18n/page-locale";
import type { Translator } from "@/lib/i18n/translator";

const path = "/account/activity";
const pageSize = 25;

export async function generateMetadata() {
  const t = await pageTranslator();
  return { title: t("activity.title") };
}

export default async function ActivityPage({ searchParams }: PageProps<"/account/activity">) {
  const user = await requireUser(path);
  const { before, kind } = await searchParams;
  const from = isId(before) ? before : null;
  const group = isActivityGroup(kind) ? kind : null;
  const reader = { userId: user.id, sessionId: user.sessionId };
  const found = await redirectIfUnavailable(() =>
    listActivity(reader, {
      before: from,
      limit: pageSize + 1,
      ...(group && { kinds: kindsOf(group) }),
    }),
  );
  const entries = found.slice(0, pageSize);
  const last = entries.at(-1);
  const now = new Date();
  const t = await pageTranslator();
  const isOfSameDay = ({ at }: ActivityEntry, previous: ActivityEntry | undefined) =>
    previous !== undefined && dayName(at, now, t) === dayName(previous.at, now, t);
  return (
    <AccountPage
      user={user}
      current={path}
      title={t("activity.title")}
      description={t("activity.description")}
    >
      <ActivityFilter path={path} current={group} t={t} />
      {entries.length === 0 && (
        <Panel>
          <div className="flex gap-3">
            <Icon className="size-5 text-muted">{accountIcons.activity}</Icon>
            <div className="flex flex-col gap-1">
              <p className="font-medium">
                {t(group && !from ? `activity.emptyOf.${group}` : "activity.empty")}
              </p>
              {!from && !group && <p className="text-muted text-sm">{t("activity.emptyText")}</p>}
              {group && (
                <a href={path} className="w-fit py-1 text-sm underline">
                  {t("activity.showAll")}
                </a>
              )}
            </div>
          </div>
        </Panel>
      )}
      <ul className="rounded-xl border border-line bg-surface px-4 pb-2 empty:hidden sm:px-6">
        {entries.map((entry, index) => (
          <ActivityRow
            key={entry.id}
            entry={entry}
            words={activityWords(entry, providerName, t)}
            reason={activityReason(entry, providerName, t)}
            opensDay={!isOfSameDay(entry, entries[index - 1])}
            now={now}
            t={t}
          >
            {entry.unanswered && <AnswerLink entry={entry} t={t} />}
          </ActivityRow>
        ))}
      </ul>
      <div className="flex flex-wrap gap-3">
        {from && (
          <a href={addressOf({ kind: group })} className={buttonVariants({ size: "compact" })}>
            {t("activity.newest")}
          </a>
        )}
        {last && found.length > pageSize && (
          <a
            href={addressOf({ before: last.id, kind: group })}
            className={buttonVariants({ size: "compact" })}
          >
            {t("activity.older")}
          </a>
        )}
      </div>
    </AccountPage>
  );
}

/** The address of a page of the activity. */
function addressOf(parameters: { before?: string; kind: string | null }): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] =>
    Boolean(entry[1]),
  );
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}

/** Leads to the question about an entry; where this session may not answer it, to what it may do. */
function AnswerLink({ entry, t }: { entry: ActivityEntry; t: Translator }) {
  const session = entry.unansweredSessionId;
  return (
    <a
      href={session ? `/account/sessions/report?session=${session}` : "/account/sessions"}
      className={buttonVariants({ size: "compact" })}
    >
      {t.rich(session ? "activity.report" : "activity.checkDevices", {
        about: screenReaderOnly,
        entry: activityWords(entry, providerName, t),
        device: () => <ForeignText>{describeDevice(entry.userAgent, t).name}</ForeignText>,
        time: () => <ExactTime at={entry.at} t={t} />,
      })}
    </a>
  );
}
