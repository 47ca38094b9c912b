import { afterAll, beforeAll, expect, test } from "vitest";
import { AccountBook } from "../accounts/account-book";
import { type LocalProviders, startLocalProviders } from "../start";
import { chooserPage } from "./chooser-page";

let providers: LocalProviders;
beforeAll(async () => {
  providers = await startLocalProviders({ port: 0, appOrigins: ["http://localhost:3000"] });
});
afterAll(() => providers.close());

const book = new AccountBook("http://127.0.0.1:4010");
/** What a chooser shows before its first fold, and in it. */
function chooser(provider: "google" | "github", hint = "") {
  const page = String(chooserPage(provider, book.at(provider), hint));
  const [people = "", edgeCases = ""] = page.split(/<details>|<\/details>/);
  return { page, people, edgeCases };
}
const idsIn = (html: string) => [...html.matchAll(/value="([\w-]+)">/g)].map(([, id]) => id);

test("the chooser shows people first, and folds edge cases away with a caption each", () => {
  const { people, edgeCases } = chooser("google");
  expect(idsIn(people)).toEqual(["ada", "grace", "workspace"]);
  expect(idsIn(edgeCases)).toContain("markup");
  expect(edgeCases.match(/class="caption"/g)).toHaveLength(idsIn(edgeCases).length);
  expect(people).not.toContain('class="caption"');
});

test("an edge case that the hint names is shown among the people, first", () => {
  const { people, edgeCases } = chooser("google", "una@example.com");
  expect(idsIn(people)[0]).toBe("unverified");
  expect(idsIn(edgeCases)).not.toContain("unverified");
});

test("an account that a test has made, or someone has typed in, is among the people", () => {
  const { id } = book.create({ google: {} });
  const typed = book.findOrCreate("google", "New", "new@example.com");
  expect(idsIn(chooser("google").people)).toEqual(expect.arrayContaining([id, typed.id]));
});

test("of many accounts that tests have made, the newest are shown, and the seeded people", () => {
  const crowd = new AccountBook("http://127.0.0.1:4010");
  const ids = Array.from({ length: 150 }, () => crowd.create({ google: {} }).id);
  const [people = ""] = String(chooserPage("google", crowd.at("google"), "")).split("<details>");
  expect(idsIn(people)).toEqual(["ada", "grace", "workspace", ...ids.slice(50)]);
});

test.each(["google", "github"] as const)(
  "%s has a picture for each of its people",
  async (name) => {
    const { people } = chooser(name);
    const paths = [...people.matchAll(/<img class="avatar" src="([^"]+)"/g)].map(
      ([, path]) => path,
    );
    expect(paths.length).toBeGreaterThan(2);
    for (const path of paths) {
      const response = await fetch(new URL(path ?? "", providers.googleIssuer));
      expect([response.status, response.headers.get("content-type")]).toEqual([
        200,
        "image/svg+xml",
      ]);
      expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    }
    expect(new Set(paths).size).toBe(paths.length);
  },
);

test("an account without a picture has its initial", () => {
  expect(chooser("google").edgeCases).toMatch(/<span class="avatar"[^>]*>N<\/span>/);
});

test.each(["/pictures/", "/pictures/other/ada.svg", "/pictures/google/..%2f.svgx"])(
  "there is no picture at %s",
  async (path) => {
    expect((await fetch(new URL(path, providers.googleIssuer))).status).toBe(404);
  },
);
