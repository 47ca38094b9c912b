import { LocalTime } from "@/components/text/local-time";
import { clockTime, exactTime, relativeTime } from "@/components/text/relative-time";
import type { Translator } from "@/lib/i18n/translator";

type MomentProps = { at: Date; now: Date; t: Translator };

/** A time relative to now; the exact one is its title. */
export function Moment({ at, now, t }: MomentProps) {
  return (
    <LocalTime at={at} shows="relative" title={exactTime(at, t)}>
      {relativeTime(at, now, t)}
    </LocalTime>
  );
}

/** A date and time to the minute. */
export function ExactTime({ at, t }: { at: Date; t: Translator }) {
  return (
    <LocalTime at={at} shows="exact">
      {exactTime(at, t)}
    </LocalTime>
  );
}

/** A time of day, below a heading that names the day. */
export function ClockTime({ at, t }: { at: Date; t: Translator }) {
  return (
    <LocalTime at={at} shows="clock" title={exactTime(at, t)}>
      {clockTime(at, t)}
    </LocalTime>
  );
}
