type LocalTimeProps = {
  at: Date;
  /** What the text is: a date and time, a time of day, a day, or relative to now. */
  shows: "exact" | "clock" | "day" | "relative";
  children: string;
  title?: string;
};

/**
 * A time in UTC, which `LocalTimesScript` rewrites to the visitor's time zone before React compares the
 * document with what the server rendered.
 */
export function LocalTime({ at, shows, title, children }: LocalTimeProps) {
  return (
    <time dateTime={at.toISOString()} title={title} data-shows={shows} suppressHydrationWarning>
      {children}
    </time>
  );
}
