import { expect, it } from "vitest";
import { translator } from "@/lib/i18n/translator";
import { placeWords } from "./place-words";

const t = translator("en");

it.each([
  [null, "Unknown location"],
  ["127.0.0.1", "This computer"],
  ["::1", "This computer"],
  ["10.1.2.3", "Local network"],
  ["172.16.0.1", "Local network"],
  ["172.31.255.255", "Local network"],
  ["192.168.1.20", "Local network"],
  ["169.254.3.4", "Local network"],
  ["fd12:3456::1", "Local network"],
  ["fe80::1", "Local network"],
  ["172.32.0.1", "172.32.0.1"],
  ["2001:db8::7", "2001:db8::7"],
  ["::1:2", "::1:2"],
])("says of the address %s: %s", (ip, words) => {
  expect(placeWords({ ip }, t)).toBe(words);
});

it.each([
  ["Berlin, DE", "en", "Berlin, Germany"],
  ["Berlin, DE", "de", "Berlin, Deutschland"],
  ["DE", "fr", "Allemagne"],
  ["Berlin", "de", "Berlin"],
  ["Berlin, Germany", "de", "Berlin, Germany"],
] as const)("says the place %j in %s", (place, locale, words) => {
  expect(placeWords({ ip: "192.0.2.1", place }, translator(locale))).toBe(words);
});
