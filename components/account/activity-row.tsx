import { cx } from "class-variance-authority";
import { ShieldAlert } from "lucide-react";
import type { ReactNode } from "react";
import { activityIcon, pointsAlongText } from "@/components/account/activity-kinds";
import { isByOperator } from "@/components/account/activity-words";
import { describeDevice } from "@/components/account/device-name";
import { RowFrame } from "@/components/account/row-frame";
import { DayHeading } from "@/components/text/day-heading";
import { Facts } from "@/components/text/facts";
import { ForeignText } from "@/components/text/foreign-text";
import { ClockTime } from "@/components/text/moment";
import { placeWords } from "@/components/text/place-words";
import type { ActivityEntry } from "@/lib/db/activity";
import type { Translator } from "@/lib/i18n/translator";

type ActivityRowProps = {
  entry: ActivityEntry;
  words: string;
  /** Why it was refused, if that is what it says. */
  reason: string | null;
  /** Whether the entry before it is of another day. */
  opensDay: boolean;
  now: Date;
  t: Translator;
  /** Actions, at the end of the row. */
  children?: ReactNode;
};

/** One entry of the user's activity, below the heading of its day if it is the day's first. */
export function ActivityRow({
  entry,
  words,
  reason,
  opensDay,
  now,
  t,
  children,
}: ActivityRowProps) {
  const Icon = activityIcon(entry.kind);
  return (
    <li>
      <DayHeading at={entry.at} now={now} isShown={opensDay} t={t} />
      <div className="border-line border-t py-3.5">
        <RowFrame
          icon={
            <Icon
              aria-hidden="true"
              className={cx(
                "size-5",
                Icon === ShieldAlert ? "text-alert" : "text-muted",
                pointsAlongText(Icon) && "rtl:rotate-180",
              )}
            />
          }
          heading={<h3 className="font-medium text-base">{words}</h3>}
          actions={children}
          actionsBelow
        >
          {reason && <p>{reason}</p>}
          <Facts>
            <ClockTime key="time" at={entry.at} t={t} />
            <Origin key="origin" entry={entry} t={t} />
            {!isByOperator(entry) && placeWords(entry, t)}
          </Facts>
        </RowFrame>
      </div>
    </li>
  );
}

/** Who did it, or on which device. */
function Origin({ entry, t }: Pick<ActivityRowProps, "entry" | "t">) {
  if (isByOperator(entry)) return t("activity.byOperator");
  return <ForeignText>{describeDevice(entry.userAgent, t).name}</ForeignText>;
}
