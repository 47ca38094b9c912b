import { expect, it } from "vitest";
import { dayName } from "./day-name";

const now = new Date("2026-03-03T00:30:00Z");

it.each([
  ["2026-03-03T00:00:00Z", "Today"],
  ["2026-03-02T23:59:59Z", "Yesterday"],
  ["2026-03-02T00:00:00Z", "Yesterday"],
  ["2026-03-01T23:59:59Z", "1 Mar"],
  ["2025-12-31T12:00:00Z", "31 Dec 2025"],
])("calls the day of %s %s", (at, name) => {
  expect(dayName(new Date(at), now)).toBe(name);
});
