import { expect, it } from "vitest";
import { translator } from "@/lib/i18n/translator";
import { englishUserMenu, userMenuWords } from "./user-menu-words";

it("says the same in English on prerendered pages", () => {
  expect(englishUserMenu).toEqual(userMenuWords(translator("en")));
});
