type LocalTimeProps = {
  at: Date;
  /** What `LocalTimesScript` replaces: all of the text, its clock time, or nothing but the title. */
  shows: "exact" | "clock" | "relative";
  /** The time in UTC, or relative to now. */
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
