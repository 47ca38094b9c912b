const days = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const date = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const dateOfYear = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** The day of a time in UTC: Today, Yesterday, 26 Nov, or 26 Nov 2025. */
export function dayName(at: Date, now: Date): string {
  const ago = dayNumber(at) - dayNumber(now);
  if (ago === 0 || ago === -1) {
    const name = days.format(ago, "day");
    return name.charAt(0).toUpperCase() + name.slice(1);
  }
  return (at.getUTCFullYear() === now.getUTCFullYear() ? date : dateOfYear).format(at);
}

function dayNumber(at: Date): number {
  return Math.floor(at.getTime() / dayMilliseconds);
}
