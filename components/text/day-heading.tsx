import { dayName } from "@/components/text/day-name";
import { LocalTime } from "@/components/text/local-time";
import type { Translator } from "@/lib/i18n/translator";

type DayHeadingProps = { at: Date; now: Date; isShown: boolean; t: Translator };

/**
 * The heading of a day in a list, in UTC. Every entry has one, since `LocalTimesScript` shows others: in
 * the visitor's time zone another entry may be the first of its day.
 */
export function DayHeading({ at, now, isShown, t }: DayHeadingProps) {
  return (
    <h2
      hidden={!isShown}
      suppressHydrationWarning
      className="pt-6 pb-2 font-semibold text-muted text-sm"
    >
      <LocalTime at={at} shows="day">
        {dayName(at, now, t)}
      </LocalTime>
    </h2>
  );
}
