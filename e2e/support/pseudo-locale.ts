import { expect, type Page } from "@playwright/test";
import { expectNoOverflow } from "./accessibility";
import { type AppServer, startApp } from "./app-server";
import type { Account } from "./control";
import { homeIsTranslated } from "./home-page";
import { siteName } from "./site-name";
import { stack } from "./stack";

/** The header of a visitor who reads the test language, which has every word of messages/en.json in accents. */
export const acceptPseudo = { "accept-language": "en-XA" };

/** What no language translates: names of the site, providers, browsers and systems, and `Intl`'s English; and addresses of IPv6, which have letters. */
const names = [
  ...[siteName, "Google", "GitHub", "Instagram"],
  ...["Firefox", "Safari", "Chrome", "Microsoft Edge", "Windows", "macOS", "iOS", "Android"],
];
/** Addresses, a product's own for help too, and what tests and the app make up: users, references, a reason. */
const madeUp = [
  /\b[\w.-]+@[\w-]+(?:\.[\w-]+)+/g,
  /\b(?:person|visitor)-[\w-]+/g,
  /\bTest(?: Person)?\b/g,
  /\bhttp:\/\/localhost:\d+/g,
  /^[a-z0-9]{10}$/,
  /“Spam”/g,
];
const intlWords = [
  /\b(?:and|or)\b/g,
  /\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b/g,
  /\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b/g,
  /\b\d+ (?:second|minute|hour|day|week|month|year)s? ago\b/g,
  /\b[0-9a-f]*(?::[0-9a-f]*){2,}/g,
  /\b(?:Today|Yesterday|AM|PM|am|pm|at|UTC|GMT|min|sec)\b/g,
];

/** The test language, for visitors who sign in and act at the stack's app, in English, and go on here. */
export function startPseudoApp(): Promise<AppServer> {
  return startApp({ LOCALES: "en,en-XA", AUTH_SECRET: stack().authSecret });
}

/** Opens pages of the app in turn, and expects all of their words to come from messages/. */
export async function expectPseudoPages(
  page: Page,
  app: AppServer,
  paths: string[],
  own: string[] = [],
): Promise<void> {
  const ours = paths.filter((path) => path !== "/" || homeIsTranslated);
  for (const path of ours) {
    await page.goto(new URL(path, app.url).href);
    await expectPseudo(page, own);
  }
}

/**
 * Expects every word of a page to come from messages/, and the page to fit a narrow phone, though its
 * words are a third longer.
 *
 * @param own - what is the user's own: names and addresses
 */
async function expectPseudo(page: Page, own: string[] = []): Promise<void> {
  await expectPseudoWords(page, own);
  await page.setViewportSize({ width: 320, height: 800 });
  await expectNoOverflow(page);
}

/** The words alone, of a response that no browser can ask for by itself, without its scripts and styles. */
export async function expectPseudoBody(page: Page, html: string, own: string[] = []) {
  await page.goto("about:blank");
  await page.setContent(html.replace(/<(script|style)\b.*?<\/\1>|<link\b[^>]*>/gs, ""));
  await expectPseudoWords(page, own);
}

async function expectPseudoWords(page: Page, own: string[]): Promise<void> {
  const where = page.url();
  await expect(page.locator("html"), where).toHaveAttribute("lang", "en-XA");
  const words = (await wordsOf(page)).filter(({ text }) => /[a-z]/i.test(untranslated(text, own)));
  expect(words, where).toEqual([]);
}

/** What providers say of an account that pages repeat. */
export function wordsOfAccount({ google, github }: Account): string[] {
  const user: Record<string, unknown> = { ...github?.user };
  const known = [google?.name, google?.email, user.name, user.login, github?.emails[0]?.email];
  const words = known.filter((word) => typeof word === "string" && word !== "") as string[];
  // A greeting has the first name alone, and a username is made from the address.
  return words.flatMap((word) => [word, word.split(/[@ ]/, 1)[0] ?? word]);
}

type Word = { place: string; text: string };

/** The texts of a page and of those attributes that are read, beside what is in one language alone. */
function wordsOf(page: Page): Promise<Word[]> {
  return page.evaluate(() => {
    const untranslatable = "script, style, noscript, code, body [lang]";
    const attributes = ["aria-label", "aria-description", "title", "alt", "placeholder"];
    // They part the text of an address.
    for (const opportunity of document.querySelectorAll("wbr")) opportunity.remove();
    document.body.normalize();
    const words: Word[] = [{ place: "title", text: document.title }];
    const note = (element: Element | null, place: string, text: string | null) => {
      if (element && text?.trim() && !element.closest(untranslatable))
        words.push({ place: element.tagName.toLowerCase() + place, text: text.trim() });
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) note(texts.currentNode.parentElement, "", texts.currentNode.nodeValue);
    for (const element of document.body.querySelectorAll("*"))
      for (const name of attributes) note(element, `[${name}]`, element.getAttribute(name));
    return words;
  });
}

/** What is left of a text without what may be in it; nothing, of the initials of a name. */
function untranslated(text: string, own: string[]): string {
  if (/^[A-Z]{1,2}$/.test(text)) return "";
  const allowed = [...own, ...names].sort((one, other) => other.length - one.length);
  const rest = allowed.reduce((left, name) => left.replaceAll(name, ""), text);
  return [...madeUp, ...intlWords].reduce((left, word) => left.replace(word, ""), rest);
}
