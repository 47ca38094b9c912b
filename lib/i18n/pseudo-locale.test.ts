import { expect, it } from "vitest";
import { messageParts } from "@/lib/test-support/message-parts";
import { messageProblems, messagesByKey } from "@/lib/test-support/message-problems";
import en from "@/messages/en.json";
import { toPseudoLocale } from "./pseudo-locale";

it.each([
  ["Sign in", "Şīɠƞ īƞ ~~"],
  ["Sign in to {site}", "Şīɠƞ īƞ ŧǿ {site} ~~~"],
  ["<b>Hello</b> {name}", "<b>Ħḗŀŀǿ</b> {name} ~~"],
  ["on <device></device>", "ǿƞ <device></device> ~"],
  ["{a}: {b}", "{a}: {b}"],
  ["3–30 {count, number}", "3–30 {count, number}"],
  [
    "{n, plural, =0 {none} one {# day} other {# days}}",
    "{n, plural, =0 {ƞǿƞḗ} one {# ḓȧẏ} other {# ḓȧẏş}} ~~~~",
  ],
  [
    "{a, select, x {{n, plural, other {# days}}} other {}}",
    "{a, select, x {{n, plural, other {# ḓȧẏş}}} other {}} ~~",
  ],
])("writes %j as %j", (message, accented) => {
  expect(toPseudoLocale({ folder: { message } })).toEqual({ folder: { message: accented } });
});

it("leaves no letter of English, and breaks no message", () => {
  const english = messagesByKey(en);
  for (const [key, message] of messagesByKey(toPseudoLocale(en))) {
    expect(messageProblems("en", message, english.get(key) ?? ""), key).toEqual([]);
    expect(messageParts(message).texts.join(""), key).not.toMatch(/[a-z]/i);
  }
});
