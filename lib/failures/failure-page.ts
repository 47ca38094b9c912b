import { siteLinks, siteMark, siteName } from "@/lib/brand";
import type { Theme } from "@/lib/http/theme";
import { failureStyle } from "./failure-style";

/**
 * Renders a failure as a whole HTML page. It loads nothing and runs no script, so it works when the
 * database or the rest of the app does not.
 *
 * @throws TypeError when an action leads anywhere but to a path on our origin
 */
export function renderFailurePage(page: FailurePage): string {
  const actions = page.actions.map(renderAction).join("");
  return `<!doctype html>
<html lang="en"${page.theme ? ` data-theme="${page.theme}"` : ""}>
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
<h1>${isolate(page.title)}</h1>
<p class="muted">${isolate(page.text)}</p>
<p>${isolate(page.next)}</p>
</div>
${actions && `<div class="actions">${actions}${page.waitSeconds ? waiting : ""}</div>`}
<p class="muted small">Error ${escapeHtml(String(page.status))}${page.reference ? ` · Reference: <code>${isolate(page.reference)}</code>` : ""}</p>
</main>
${links}</div>
<div class="floor"></div>
</body>
</html>
`;
}

/** Shown in place of the actions until the wait is over. Counts down where the browser can; never read aloud. */
const waiting = `<span class="button waiting" aria-hidden="true">Try again in <span class="seconds"></span></span>`;

/**
 * Keeps the actions out of sight, of the keyboard and of screen readers for so many seconds. Animations
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
.actions{display:grid}
.actions>*{grid-area:1/1}
.actions>a{visibility:hidden;animation:come 0s ${wait}s forwards}
.actions>.waiting,.actions>.waiting:hover{border-color:var(--edge);background:none;color:var(--muted);animation:go 0s ${wait}s forwards,count ${wait}s steps(${wait}) forwards}
.seconds{margin-inline-start:.3em;counter-reset:left var(--left)}
.seconds::after{content:counter(left) " s"}`;
}

function renderAction({ href, label }: FailureAction): string {
  if (!isSameOriginPath(href)) {
    throw new TypeError("An action of a failure page must be a path that begins with a single /.");
  }
  return `<a class="button" href="${escapeHtml(href)}">${isolate(label)}</a>`;
}

/** Browsers read a backslash as a slash and drop tabs and line ends, so a path may have none of them. */
export function isSameOriginPath(href: string): boolean {
  return /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(href);
}

/** Keeps bidirectional controls in a text from reordering the text around it. */
function isolate(text: string): string {
  return `<bdi>${escapeHtml(text)}</bdi>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The door of the mark is closed: there is no light in it. */
const door = siteMark.light ? `<path class="door" d="${siteMark.light}"/>` : "";

const wordmark = `<a class="mark" href="/"><svg viewBox="${siteMark.viewBox}" aria-hidden="true"><path fill="currentColor" d="${siteMark.shape}"/>${door}</svg><span>${escapeHtml(siteName)}</span></a>`;

const linkLabels = { terms: "Terms", privacy: "Privacy", help: "Help" };

/** lib/config has checked where these lead. */
const links =
  siteLinks.length > 0
    ? `<footer>${siteLinks.map(({ key, href }) => `<a href="${escapeHtml(href)}">${linkLabels[key]}</a>`).join('<span aria-hidden="true"> · </span>')}</footer>\n`
    : "";

type FailureAction = { href: string; label: string };

/** What a failure page says: what happened, then what to do next. */
export type FailurePage = {
  status: number;
  title: string;
  text: string;
  next: string;
  /** Also in the log line of the same event. */
  reference?: string;
  actions: FailureAction[];
  /** For so long the actions would only fail again, and can't be used. */
  waitSeconds?: number | undefined;
  nonce: string;
  /** What the visitor chose; their system's if left out. */
  theme?: Theme;
};
