import { fromAnotherSite } from "./support/account-centre";
import { signedInUser, submitForm } from "./support/account-form";
import { cookieName } from "./support/cookie-names";
import { database } from "./support/database";
import { HttpVisitor } from "./support/http-visitor";
import { stack } from "./support/stack";
import { expect, test } from "./support/test";
import { makeTestUser } from "./support/test-user";

const path = "/account/language";
const localeCookie = cookieName("foyer.locale");
const page = (path: string) => ({ referer: `${stack().appUrl}${path}` });
const choose = (visitor: HttpVisitor, locale: string, from = "/account") =>
  visitor.submit(path, [["locale", locale]], page(from));
const languageOf = async (visitor: HttpVisitor, path = "/") =>
  (await visitor.get(path)).body.match(/<html lang="([^"]+)"/)?.[1];

test("a visitor's choice returns to the page with the form, with its query, and holds from then on", async () => {
  const visitor = new HttpVisitor();
  const from = "/sign-in?callbackUrl=%2Faccount%2Fdata";
  const { status, location } = await choose(visitor, "de", from);
  expect([status, location]).toEqual([303, from]);
  expect(await languageOf(visitor, from)).toBe("de");
});

test("a user's choice holds on their other devices, and after they sign out there", async () => {
  const user = await makeTestUser();
  const [visitor, other] = [new HttpVisitor(), new HttpVisitor()];
  await visitor.signIn("google", user.account);
  const response = await choose(visitor, "fr", "/account/data");
  expect([response.status, response.location]).toEqual([303, "/account/data"]);
  const [row] = await database()`select locale from users where email = ${user.address}`;
  expect(row?.locale).toBe("fr");

  await choose(other, "es");
  await other.signIn("google", user.account);
  expect(await languageOf(other, "/account")).toBe("fr");
  expect(other.jar.get(localeCookie)).toBe("fr");
});

test("an action explains what it rejects in the user's language, whatever the browser asks for", async () => {
  const { visitor } = await signedInUser();
  await choose(visitor, "de");
  visitor.jar.delete(localeCookie);
  const form = { path: "/account", button: "Profil speichern" };
  const { body } = await submitForm(visitor, form, { name: "x".repeat(101) });
  expect(body).toContain("Verwende höchstens 100 Zeichen.");
});

test("a sign-in leaves the browser's choice as it is if the user has none", async () => {
  const visitor = new HttpVisitor();
  await choose(visitor, "ja", "/");
  await visitor.signIn("google", (await makeTestUser()).account);
  expect(visitor.jar.get(localeCookie)).toBe("ja");
  expect(await languageOf(visitor)).toBe("ja");
});

test("another site can't choose a language, nor send the visitor anywhere", async () => {
  const { visitor } = await signedInUser();
  const fields: [string, string][] = [["locale", "de"]];
  expect((await visitor.submit(path, fields, fromAnotherSite)).status).toBe(403);
  const response = await visitor.submit(path, fields, { referer: "https://evil.example/account" });
  expect([response.status, response.location]).toEqual([303, "/"]);
});

test("no other value than an offered language reaches the cookie", async () => {
  const visitor = new HttpVisitor();
  const forms: [string, string][][] = [
    [["locale", '"><script>']],
    [["locale", "en-XA"]],
    [
      ["locale", "de"],
      ["locale", "fr"],
    ],
    [["other", "de"]],
    [],
  ];
  for (const fields of forms) expect((await visitor.submit(path, fields)).status).toBe(303);
  expect(visitor.jar.get(localeCookie)).toBeUndefined();
});
