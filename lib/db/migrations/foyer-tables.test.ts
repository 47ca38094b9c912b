import { expect, it } from "vitest";
import { foyerTables as inBrowserTests } from "@/e2e/support/foyer-tables";
import { foyerTables } from "./catalog-facts";

it("the browser tests know all of Foyer's tables, so that none escapes them as a builder's", () => {
  expect(inBrowserTests.toSorted()).toEqual(foyerTables.toSorted());
});
