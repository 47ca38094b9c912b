import { expect, it } from "vitest";
import { costTable, ratioCell } from "./table";

it("takes ratios within a round, so that other load on the machine cancels out", () => {
  expect(ratioCell("20", [10, 20, 300], [5, 20, 100])).toBe("20 (**2.00**, 1.00 to 3.00)");
});

it("shows the base as 1, and no ratio where nothing is the base", () => {
  expect(ratioCell("20", [10, 30], [10, 30])).toBe("20 (1)");
  expect(ratioCell("20", [10, 30], undefined)).toBe("20");
});

it("compares the CPU of app and Postgres together, and leaves a subject without costs blank", () => {
  const cost = (app: number[], postgres: number[]) => ({ app, postgres, residentMegabytes: [] });
  const page = new Map([
    ["bare", cost([1, 1], [1, 3])],
    ["foyer", cost([2, 2], [1, 4])],
  ]);
  const table = costTable(new Map([["page", page]]), ["bare", "foyer", "other"], { page: "bare" });
  expect(table.split("\n").at(-1)).toBe(
    "| page | 1.00 + 2.00 (1) | 2.00 + 2.50 (**1.50**, 1.50 to 1.50) |  |",
  );
});
