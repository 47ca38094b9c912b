import { describe, expect, it } from "vitest";
import { translator } from "@/lib/i18n/translator";
import { clockTime, exactTime, relativeTime } from "./relative-time";

const t = translator("en");
const now = new Date("2026-03-03T12:00:00Z");
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const [minute, hour, day] = [60, 3600, 86_400];

describe("a relative time", () => {
  it.each([
    [0, "just now"],
    [59, "just now"],
    [-600, "just now"],
    [minute, "1 minute ago"],
    [3 * minute + 59, "3 minutes ago"],
    [hour - 1, "59 minutes ago"],
    [hour, "1 hour ago"],
    [23 * hour, "23 hours ago"],
    [day, "1 day ago"],
    [7 * day, "1 week ago"],
    [29 * day, "4 weeks ago"],
    [30 * day, "1 month ago"],
    [364 * day, "12 months ago"],
    [365 * day, "1 year ago"],
  ])("%i seconds: %s", (seconds, words) => {
    expect(relativeTime(ago(seconds), now, t)).toBe(words);
  });
});

it("gives the exact time and its time zone", () => {
  expect(exactTime(new Date("2026-03-03T07:05:59Z"), t)).toBe("3 Mar 2026, 07:05 UTC");
});

it("gives the time of day and its time zone", () => {
  expect(clockTime(new Date("2026-03-03T07:05:59Z"), t)).toBe("07:05 UTC");
});
