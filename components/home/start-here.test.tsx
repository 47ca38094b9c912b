import { existsSync } from "node:fs";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { StartHere } from "./start-here";

const html = renderToStaticMarkup(<StartHere />);

it("names the file of the home page, which exists", () => {
  const [, file = ""] = />(app\/[^<]+)</.exec(html) ?? [];
  expect(existsSync(file)).toBe(true);
});

it("names the recipes to begin with", () => {
  const recipes = [...html.matchAll(/docs\/recipes\/(?:<!-- -->)?([\w-]+\.md)/g)];
  expect(recipes.map(([, name]) => name)).toEqual([
    "home-page.md",
    "protected-page.md",
    "current-user.md",
    "provider.md",
  ]);
});

it("leads to the setup page", () => {
  expect(html).toContain('href="/setup"');
});
