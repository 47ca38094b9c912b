import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { Locale } from "@/lib/i18n/locales";
import { translator } from "@/lib/i18n/translator";
import { LanguageForm } from "./language-form";

const render = (...offered: Locale[]) =>
  renderToStaticMarkup(<LanguageForm offered={offered} t={translator("de")} />);

it("names each offered language in that language, and marks the page's", () => {
  const html = render("en", "de", "ar");
  expect(html).toContain('action="/account/language" method="post"');
  const buttons = html.match(/<button.*?<\/button>/g) ?? [];
  const facts = buttons.map((button) => [
    button.match(/ value="(.*?)"/)?.[1],
    button.match(/ lang="(.*?)"/)?.[1],
    button.includes('aria-current="true"'),
    button.replace(/<[^>]*>/g, ""),
  ]);
  expect(facts).toEqual([
    ["en", "en", false, "English"],
    ["de", "de", true, "Deutsch"],
    ["ar", "ar", false, "العربية"],
  ]);
});

it("lists the test language only where it is offered", () => {
  expect(render("en", "de")).not.toContain("en-XA");
  expect(render("en", "en-XA")).toContain('value="en-XA" lang="en-XA"');
});

it("is nothing where the site has one language", () => {
  expect(render("en")).toBe("");
});
