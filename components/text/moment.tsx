import { LocalTime } from "@/components/text/local-time";
import { clockTime, exactTime, relativeTime } from "@/components/text/relative-time";

type MomentProps = { prefix?: string; at: Date; now: Date };

/** A time relative to now; the exact one is its title. */
export function Moment({ prefix, at, now }: MomentProps) {
  return (
    <span>
      {prefix && `${prefix} `}
      <LocalTime at={at} shows="relative" title={exactTime(at)}>
        {relativeTime(at, now)}
      </LocalTime>
    </span>
  );
}

/** A date and time to the minute. */
export function ExactTime({ at }: { at: Date }) {
  return (
    <LocalTime at={at} shows="exact">
      {exactTime(at)}
    </LocalTime>
  );
}

/** A time of day, below a heading that names the day. */
export function ClockTime({ at }: { at: Date }) {
  return (
    <LocalTime at={at} shows="clock" title={exactTime(at)}>
      {clockTime(at)}
    </LocalTime>
  );
}
