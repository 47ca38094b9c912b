import { expect, it } from "vitest";
import { englishWords } from "@/components/page/failed-page-words";
import { translator } from "@/lib/i18n/translator";
import { failedPageWords } from "./failed-page-words";

it("a failed page that gets no words has the English ones", () => {
  expect(englishWords).toEqual(failedPageWords(translator("en")));
});

it("its words come with their language and direction", () => {
  expect(failedPageWords(translator("ar"))).toMatchObject({ locale: "ar", direction: "rtl" });
});
