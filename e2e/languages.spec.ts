import type { Page } from "@playwright/test";
import { fromAnotherSite } from "./support/account-centre";
import { signedInUser } from "./support/account-form";
import { userIdOf } from "./support/account-rows";
import { startApp } from "./support/app-server";
import { goOnAs } from "./support/browser-session";
import type { Account } from "./support/control";
import { cookieName } from "./support/cookie-names";
import { database } from "./support/database";
import { openLine } from "./support/database-line";
import type { HttpResponse } from "./support/http-response";
import { HttpVisitor } from "./support/http-visitor";
import { createOwnDatabase } from "./support/own-database";
import { stack } from "./support/stack";
import { expect, test } from "./support/test";

test.use({ clientErrors: "expected" });

const cookie = cookieName("foyer.locale");
const path = "/account/language";

/** The language and the direction of a page. */
function languageOf({ body }: HttpResponse): string | undefined {
  return /<html lang="([^"]*)" dir="(?:ltr|rtl)"/.exec(body)?.[0]?.replace("<html ", "");
}

const tagOf = (lang: string) => `lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}"`;
const accept = (lang: string) => ({ "accept-language": lang });

/** The setting in a user's account. */
async function settingOf(account: Account): Promise<string | null> {
  const [user] = await database()<{ locale: string | null }[]>`
    select locale from users where id = ${await userIdOf(account)}`;
  return user?.locale ?? null;
}

test("a user's setting comes before this browser's choice, and that before what it accepts", async () => {
  const { user, visitor } = await signedInUser();
  for (const page of ["/", "/account", "/nothing/here"]) {
    expect(languageOf(await visitor.get(page, accept("de-AT, en;q=0.5")))).toBe(tagOf("de"));
  }
  visitor.jar.set(cookie, "fr");
  expect(languageOf(await visitor.get("/account", accept("de")))).toBe(tagOf("fr"));
  await database()`update users set locale = 'ar' where id = ${await userIdOf(user.account)}`;
  expect(languageOf(await visitor.get("/account", accept("de")))).toBe(tagOf("ar"));
});

test("a language that the site doesn't offer is as none, wherever it comes from", async () => {
  const { user, visitor } = await signedInUser();
  await database()`update users set locale = 'nl' where id = ${await userIdOf(user.account)}`;
  for (const value of ["nl", "en-XA", '"><script>', "__proto__"]) {
    visitor.jar.set(cookie, value);
    expect(languageOf(await visitor.get("/account", accept("ja")))).toBe(tagOf("ja"));
    const { status } = await visitor.submit(path, [["locale", value]]);
    expect([status, visitor.jar.get(cookie)]).toEqual([303, value]);
  }
  expect(await settingOf(user.account)).toBe("nl");
});

const expectLanguage = async (page: Page, lang: string) => {
  await expect(page.locator("html")).toHaveAttribute("lang", lang);
  await expect(page.locator("html")).toHaveAttribute("dir", lang === "ar" ? "rtl" : "ltr");
};

test("the language that is chosen is marked, and each is named in itself", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("contentinfo").locator("[popovertarget=language-menu]").click();
  const buttons = page.locator("#language-menu button");
  await expect(buttons).toHaveText([
    "English",
    "Deutsch",
    "Français",
    "Español",
    "日本語",
    "العربية",
  ]);
  for (const button of await buttons.all()) {
    const value = await button.getAttribute("value");
    await expect(button).toHaveAttribute("lang", value ?? "");
  }
  await expect(page.locator("#language-menu [aria-current=true]")).toHaveText("English");
});

test("a site with one language speaks it, and offers no choice", async () => {
  const app = await startApp({ LOCALES: "ja", AUTH_SECRET: stack().authSecret });
  try {
    const { visitor } = await signedInUser();
    const here = visitor.copy(app.url);
    here.jar.set(cookie, "de");
    for (const page of ["/", "/account", "/nothing/here", "/refused"]) {
      const response = await here.get(page, accept("de"));
      expect(languageOf(response)).toBe(tagOf("ja"));
      expect(response.body).not.toContain(path);
      expect(response.body).not.toContain('id="language-menu"');
    }
  } finally {
    await app.stop();
  }
});

/** The heading of a response. */
const headingOf = ({ body }: HttpResponse) => /<h1[^>]*>(.*?)<\/h1>/s.exec(body)?.[1];

/** Expects the same response in each language: with words of its own, and its direction. */
async function expectTranslated(ask: (headers: Record<string, string>) => Promise<HttpResponse>) {
  const english = await ask(accept("en"));
  for (const lang of ["de", "ja", "ar"]) {
    for (const headers of [accept(lang), { ...accept("en"), cookie: `${cookie}=${lang}` }]) {
      const response = await ask(headers);
      expect([response.status, languageOf(response)]).toEqual([english.status, tagOf(lang)]);
      expect(headingOf(response)).toBeTruthy();
      expect(headingOf(response)).not.toBe(headingOf(english));
    }
  }
}

test("failures are told in the visitor's language", async () => {
  const visitor = () => new HttpVisitor();
  await expectTranslated((headers) => visitor().get("/nothing/here", headers));
  await expectTranslated((headers) => visitor().get("/api/auth/callback/unknown", headers));
  await expectTranslated((headers) =>
    visitor().get("/api/auth/callback/google?code=a&state=b", headers),
  );
  await expectTranslated((headers) =>
    visitor().submit("/", [], { ...headers, ...fromAnotherSite }),
  );
});

test("so are limits", async () => {
  const own = await createOwnDatabase();
  const limits = { RATE_LIMIT: "on", RATE_LIMIT_SIGN_IN: "1/1h", DATABASE_URL: own.url };
  const app = await startApp(limits);
  try {
    const visitor = new HttpVisitor(app.url);
    for (let start = 0; start < 2; start += 1) await visitor.start("google");
    await expectTranslated((headers) => new HttpVisitor(app.url).get("/too-many", headers));
  } finally {
    await app.stop();
    await own.drop();
  }
});

test("so is a database that is away, in the language of the last sign-in", async ({
  page,
  consoleGuard,
}) => {
  test.slow();
  consoleGuard.ignore(/status of 503/);
  const { line, url } = await openLine(stack().databaseUrl);
  const app = await startApp({ DATABASE_URL: url, AUTH_SECRET: stack().authSecret });
  try {
    const { user } = await signedInUser();
    await database()`update users set locale = 'ar' where id = ${await userIdOf(user.account)}`;
    const visitor = new HttpVisitor();
    await visitor.signIn("google", user.account);
    line.cut();
    await expectTranslated((headers) =>
      new HttpVisitor(app.url).get("/unavailable?returnTo=%2Faccount", headers),
    );
    await goOnAs(page, visitor);
    await page.goto(`${app.url}/unavailable?returnTo=%2Faccount`);
    await expectLanguage(page, "ar");
  } finally {
    await app.stop();
    await line.close();
  }
});
