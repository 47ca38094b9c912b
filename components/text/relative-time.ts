const units = [
  { unit: "year", seconds: 365 * 24 * 60 * 60 },
  { unit: "month", seconds: 30 * 24 * 60 * 60 },
  { unit: "week", seconds: 7 * 24 * 60 * 60 },
  { unit: "day", seconds: 24 * 60 * 60 },
  { unit: "hour", seconds: 60 * 60 },
  { unit: "minute", seconds: 60 },
] as const;

const words = new Intl.RelativeTimeFormat("en", { numeric: "always" });

/** How long ago `at` was, in the largest unit that fits; a time in the future counts as now. */
export function relativeTime(at: Date, now: Date): string {
  const ago = Math.max(0, Math.floor((now.getTime() - at.getTime()) / 1000));
  const fitting = units.find(({ seconds }) => ago >= seconds);
  return fitting ? words.format(-Math.floor(ago / fitting.seconds), fitting.unit) : "just now";
}

const exact = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

/** The time to the minute, marked as UTC: the server doesn't know the reader's time zone. */
export function exactTime(at: Date): string {
  return `${exact.format(at).replace(" at ", ", ")} UTC`;
}

const clock = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

/** The time of day to the minute, marked as UTC. */
export function clockTime(at: Date): string {
  return `${clock.format(at)} UTC`;
}
