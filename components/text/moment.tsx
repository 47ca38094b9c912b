import { exactTime, relativeTime } from "@/components/text/relative-time";

type MomentProps = { prefix?: string; at: Date; now: Date };

/** A time, relative to now and then exact. */
export function Moment({ prefix, at, now }: MomentProps) {
  return (
    <time dateTime={at.toISOString()}>
      {prefix} {relativeTime(at, now)} <span className="text-muted">({exactTime(at)})</span>
    </time>
  );
}
