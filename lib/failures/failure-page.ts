import { siteLinks, siteMark, siteName } from "@/lib/brand";
import type { WrittenFailure } from "@/lib/failures/failure-words";
import type { Theme } from "@/lib/http/theme";
import { direction } from "@/lib/i18n/locales";
import type { Translator } from "@/lib/i18n/translator";
import { failureStyle } from "./failure-style";

/**
 * Renders a failure as a whole HTML page. It loads nothing and runs no script, so it works when the
 * database or the rest of the app does not.
 *
 * @throws TypeError when an action leads anywhere but to a path on our origin
 */
export function renderFailurePage(page: FailurePage): string {
  const { t } = page;
  const say = (text: string) => linkMail(isolate(text, t), page.contact);
  const sayAll = (text = "", look = "") => {
    const paragraphs = text.split("\n").filter(Boolean);
    return paragraphs.map((words) => `<p${look}>${say(words)}</p>`).join("");
  };
  const actions = page.actions.map((action) => renderAction(action, t)).join("");
  return `<!doctype html>
<html lang="${t.locale}" dir="${direction(t.locale)}"${page.theme ? ` data-theme="${page.theme}"` : ""}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(`${page.title} · ${siteName}`)}</title>
<style nonce="${escapeHtml(page.nonce)}">${failureStyle}${waitStyle(page.waitSeconds)}</style>
</head>
<body>
<div class="arch">
<header>${wordmark}</header>
<main>
<div class="words">
<h1>${say(page.title)}</h1>
${sayAll(page.news)}
${sayAll(page.text, muted)}
${page.account ? `<p${muted}>${say(t("failures.page.account"))} ${isolate(page.account)}</p>` : ""}
${sayAll(page.next)}
</div>
${actions && `<div class="actions">${actions}${page.waitSeconds ? waiting(page.waitSeconds, t) : ""}</div>`}
<p class="muted small">${escapeHtml(t("failures.page.error", { status: String(page.status) }))}${page.reference ? ` · ${escapeHtml(t("common.reference"))} <code>${isolate(page.reference)}</code>` : ""}</p>
</main>
${links(t)}</div>
<div class="floor"></div>
</body>
</html>
`;
}

const muted = ' class="muted"';

/** While more is left, a wait is counted in minutes, as its words are. */
export const secondsCounted = 90;

/** Shown in place of the first action until the wait is over. Counts down where the browser can; never read aloud. */
function waiting(seconds: number, t: Translator): string {
  const counted = (unit: "minute" | "second") => {
    const time = "\u0000";
    const words = escapeHtml(t("failures.page.tryAgainIn", { time }));
    return words.replace(time, counter(unit, t));
  };
  const first = seconds > secondsCounted ? `<span class="first">${counted("minute")}</span>` : "";
  return `<span class="button waiting" aria-hidden="true">${first}<span>${counted("second")}</span></span>`;
}

/** The short form of a unit, which is the same for every number. */
function counter(unit: "minute" | "second", t: Translator): string {
  const format = new Intl.NumberFormat(t.locale, { style: "unit", unit, unitDisplay: "short" });
  const parts = format.formatToParts(0).map(({ type, value }) => {
    return type === "integer" ? `<span class="${unit}s"></span>` : escapeHtml(value);
  });
  return parts.join("");
}

/**
 * Keeps the first action out of sight, of the keyboard and of screen readers for so many seconds. Animations
 * do that without a script, and only switch from one state to the other.
 */
function waitStyle(seconds: number | undefined): string {
  if (!seconds) return "";
  const wait = Math.ceil(seconds);
  return `
@property --left{syntax:"<integer>";inherits:true;initial-value:${wait}}
@keyframes count{to{--left:0}}
@keyframes come{to{visibility:visible}}
@keyframes go{to{visibility:hidden}}
.actions,.waiting{display:grid}
.actions>:first-child,.waiting,.waiting>*{grid-area:1/1}
.actions>:first-child{visibility:hidden;animation:come 0s ${wait}s forwards}
.actions>.waiting,.actions>.waiting:hover{border-color:transparent;background:var(--raised);color:var(--muted);animation:go 0s ${wait}s forwards,count ${wait}s steps(${wait}) forwards}
.seconds{counter-reset:left var(--left)}
.minutes{counter-reset:left calc((var(--left) + 29)/60)}
.seconds::after,.minutes::after{content:counter(left)}${unitStyle(wait)}`;
}

/** Replaces the minutes by the seconds when few are left. */
function unitStyle(wait: number): string {
  const minutes = wait - secondsCounted;
  if (minutes <= 0) return "";
  return `
.first{animation:go 0s ${minutes}s forwards}
.first+span{visibility:hidden;animation:come 0s ${minutes}s forwards,go 0s ${wait}s forwards}`;
}

function renderAction({ href, label }: FailureAction, t: Translator): string {
  if (!isSameOriginPath(href)) {
    throw new TypeError("An action of a failure page must be a path that begins with a single /.");
  }
  return `<a class="button" href="${escapeHtml(href)}">${isolate(label, t)}</a>`;
}

/** Browsers read a backslash as a slash and drop tabs and line ends, so a path may have none of them. */
export function isSameOriginPath(href: string): boolean {
  return /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(href);
}

/**
 * Keeps bidirectional controls in a text from reordering the text around it.
 * @param t - for words of ours, which may begin with a name of the other direction
 */
function isolate(text: string, t?: Translator): string {
  return `<bdi${t ? ` dir="${direction(t.locale)}"` : ""}>${escapeHtml(text)}</bdi>`;
}

/** Makes the address of those who help into a link. */
function linkMail(html: string, contact: string | undefined): string {
  if (!contact) return html;
  const address = escapeHtml(contact);
  return html.replace(address, () => `<a href="mailto:${address}">${address}</a>`);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The door of the mark is closed: there is no light in it. */
const door = siteMark.light ? `<path class="door" d="${siteMark.light}"/>` : "";

const wordmark = `<a class="mark" href="/"><svg viewBox="${siteMark.viewBox}" aria-hidden="true"><path fill="currentColor" d="${siteMark.shape}"/>${door}</svg><span>${escapeHtml(siteName)}</span></a>`;

/** lib/config has checked where these lead. */
function links(t: Translator): string {
  if (siteLinks.length === 0) return "";
  const list = siteLinks.map(
    ({ key, href }) => `<a href="${escapeHtml(href)}">${escapeHtml(t(`frame.links.${key}`))}</a>`,
  );
  return `<footer>${list.join('<span aria-hidden="true"> · </span>')}</footer>\n`;
}

type FailureAction = { href: string; label: string };

/** A failure in words. */
export type FailurePage = WrittenFailure & {
  status: number;
  /** Also in the log line of the same event. */
  reference?: string;
  actions: FailureAction[];
  /** For so long the first action would only fail again, and can't be used. */
  waitSeconds?: number | undefined;
  nonce: string;
  /** What the visitor chose; their system's if left out. */
  theme?: Theme;
  /** Of the language of the words. */
  t: Translator;
};
