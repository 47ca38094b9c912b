import { expect, it } from "vitest";
import { locales } from "./locale-list";

const all = ["en", "de", "fr", "es", "ja", "ar"];

it.each([
  [undefined, all],
  ["", all],
  ["de", ["de"]],
  ["de,en", ["de", "en"]],
  [" DE , En,de,", ["de", "en"]],
  ["en,en-xa", ["en", "en-XA"]],
])("LOCALES=%j offers these languages, in this order", (value, offered) => {
  expect(locales.parse(value)).toEqual(offered);
});

it.each([",", "xx", "de,xx", "de-AT", "__proto__", "de;fr"])("LOCALES=%j is an error", (value) => {
  const { error } = locales.safeParse(value);
  expect(error?.issues[0]?.message).toContain("of those in messages/: en, de, fr, es, ja, ar");
});
