import { existsSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { signedInUser } from "./support/account-form";
import { signedInPage } from "./support/browser-session";
import { homeHasClientComponents } from "./support/home-page";
import { scriptsOf, stylesOf } from "./support/page-files";
import { stack } from "./support/stack";
import { expect, test } from "./support/test";
import { openUserMenu } from "./support/user-menu";

/**
 * Compressed bytes. A page of Next.js 16.4.6 without client components loads 134,580 of script; ours
 * add 255 with which app/global-error.tsx locates its own chunk.
 */
const budgets = { script: 135_000, css: 8_000, fonts: 40_000 };

/** Where a builder's pages and components are (docs/recipes/README.md). */
const hasBuildersComponents = ["app/(app)", "components/app"].some((path) => existsSync(path));

const signedOutPages = ["/", "/sign-in"];
const withoutBuildersScripts = homeHasClientComponents ? ["/sign-in"] : signedOutPages;

for (const path of signedOutPages) {
  test(`${path} stays within its budget of scripts`, async () => {
    test.skip(!withoutBuildersScripts.includes(path), "It has client components of a builder's.");
    expect(await weigh(scriptsOf(await textAt(path)))).toBeLessThanOrEqual(budgets.script);
  });

  test(`${path} stays within its budget of styles`, async () => {
    test.skip(
      hasBuildersComponents,
      "The one stylesheet also has the classes of a builder's pages.",
    );
    const styles = stylesOf(await textAt(path));
    expect(styles.length).toBeGreaterThan(0);
    expect(await weigh(styles)).toBeLessThanOrEqual(budgets.css);
  });

  test(`${path} loads one font within its budget, and a late font causes no layout shift`, async ({
    page,
  }) => {
    const fonts = await holdFonts(page);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(path, { waitUntil: "commit" });
    await expect(page.getByRole("button", { name: "Continue with GitHub" })).toBeVisible();
    await twoFrames(page);
    await fonts.release();
    await twoFrames(page);
    expect(fonts.sizes).toHaveLength(1);
    expect(fonts.sizes[0]).toBeLessThanOrEqual(budgets.fonts);
    expect(await layoutShift(page)).toBe(0);
  });
}

test("neither the signed-out pages nor the greeting load a script with our components", async () => {
  const { visitor } = await signedInUser();
  // The not-found page has only a link.
  const minimum = scriptsOf((await visitor.get("/nothing/here")).body);
  const greeting = (await visitor.get("/")).body;
  expect(greeting).toContain("Sign out");
  const pages = await Promise.all(withoutBuildersScripts.map(textAt));
  for (const html of homeHasClientComponents ? pages : [greeting, ...pages]) {
    expect(scriptsOf(html)).toEqual(minimum);
  }
  const code = (await Promise.all(minimum.map(textAt))).join("\n");
  // Texts of the error pages, and classes of the frame and the buttons.
  for (const ours of ["Something went wrong", "older version", "min-h-svh", "rounded-lg"]) {
    expect(code.includes(ours), ours).toBe(false);
  }
});

const names = {
  "Ann Example": 1,
  "Őrsi Łukasz Şahin": 2,
  "Дмитрий Иванов": 2,
  "Nguyễn Thị Ánh": 2,
};

for (const [name, files] of Object.entries(names)) {
  test(`the name ${name} is shown in our font, which takes ${files} of its files`, async ({
    page,
  }) => {
    await signedInPage(page, { google: { name, picture: null } });
    await page.goto("/");
    await expect((await openUserMenu(page)).getByText(name)).toBeVisible();
    const loaded = await page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].filter(({ status }) => status === "loaded").length;
    });
    expect(loaded).toBe(files);
  });
}

async function textAt(path: string): Promise<string> {
  return (await fetch(new URL(path, stack().appUrl))).text();
}

async function weigh(paths: string[]): Promise<number> {
  const files = await Promise.all(paths.map(textAt));
  return files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
}

/** Holds back font responses until they are released, and records their sizes. */
async function holdFonts(page: Page) {
  const sizes: number[] = [];
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/*.woff2", async (route) => {
    const response = await route.fetch();
    sizes.push((await response.body()).length);
    await released;
    return route.fulfill({ response });
  });
  const releaseAll = async () => {
    release();
    await page.waitForLoadState("load");
    await page.evaluate(() => document.fonts.ready);
  };
  return { sizes, release: releaseAll };
}

function twoFrames(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
}

/** The cumulative layout shift of the page: https://web.dev/articles/cls */
function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise((done) => {
        let sum = 0;
        const add = (entries: PerformanceEntryList) => {
          for (const entry of entries) sum += (entry as unknown as { value: number }).value;
        };
        const observer = new PerformanceObserver((list) => add(list.getEntries()));
        observer.observe({ type: "layout-shift", buffered: true });
        setTimeout(() => {
          add(observer.takeRecords());
          done(sum);
        }, 100);
      }),
  );
}
