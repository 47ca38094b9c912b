import { expect, test } from "vitest";
import { listNames } from "@/components/text/list-names";
import { translator } from "@/lib/i18n/translator";

const names = ["Google", "GitHub"];

test("names are listed as each language does", () => {
  expect(listNames("and", names, translator("en"))).toBe("Google and GitHub");
  expect(listNames("or", names, translator("de"))).toBe("Google oder GitHub");
});

test("in Arabic each name is isolated, so that two Latin ones stay in their order", () => {
  const shown = listNames("and", names, translator("ar"));
  expect(shown).toBe("\u2068Google\u2069 و\u2068GitHub\u2069");
});
