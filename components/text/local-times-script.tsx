/**
 * Rewrites the times of a page to the visitor's time zone, which the server doesn't know: the text and
 * title of each `LocalTime`, and the headings of `DayHeading`, of which each day keeps its first. It does
 * so whenever the page changes: after an action, and while the browser reads the page. It stands before
 * the times, so that the browser never paints one in UTC, whose width differs.
 */
export function LocalTimesScript({ nonce }: { nonce: string }) {
  return <script nonce={nonce}>{rewriteTimes}</script>;
}

/**
 * The visitor's own locale if it is one of the page's language, since it decides the order of day and month;
 * otherwise the server's. Its calendar and its digits stay those of the page's other words.
 */
const rewriteTimes = `{
const [lang] = document.documentElement.lang.split("-");
const own = navigator.languages.find((tag) => tag.split("-")[0] === lang);
const locale = new Intl.Locale(own ?? (lang === "en" ? "en-GB" : lang), { calendar: "gregory", numberingSystem: "latn" });
const styles = { exact: { dateStyle: "medium", timeStyle: "short" }, clock: { timeStyle: "short" } };
const midnight = (at) => new Date(at).setHours(0, 0, 0, 0);
const dayName = (at) => {
  const days = Math.round((midnight(at) - midnight(Date.now())) / 864e5) | 0;
  if (days === 0 || days === -1) {
    const name = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day");
    return name.charAt(0).toLocaleUpperCase(lang) + name.slice(1);
  }
  const isThisYear = at.getFullYear() === new Date().getFullYear();
  return at.toLocaleDateString(locale, { day: "numeric", month: "short", year: isThisYear ? undefined : "numeric" });
};
const rewrite = () => {
  let day;
  for (const time of document.querySelectorAll("time[data-shows]")) {
    const at = new Date(time.dateTime);
    const { shows } = time.dataset;
    time.title = at.toLocaleString(locale, { dateStyle: "long", timeStyle: "long" });
    const text = shows === "day" ? dayName(at) : styles[shows] && at.toLocaleString(locale, styles[shows]);
    if (text && text !== time.textContent) time.textContent = text;
    if (shows !== "day") continue;
    time.parentElement.hidden = text === day;
    day = text;
  }
};
rewrite();
new MutationObserver(rewrite).observe(document, { childList: true, subtree: true });
}`;
