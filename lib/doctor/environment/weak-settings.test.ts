import { expect, it } from "vitest";
import type { Source } from "@/lib/doctor/report";
import { problemsWith } from "./test-settings";

it.each<[string, string, Source, string, RegExp]>([
  ["off", "RATE_LIMIT", { RATE_LIMIT: "off" }, "warn", /RATE_LIMIT=on/],
  ["0", "RATE_LIMIT", { RATE_LIMIT: "0" }, "warn", /Remove RATE_LIMIT/],
  [
    "0",
    "NODE_TLS_REJECT_UNAUTHORIZED",
    { NODE_TLS_REJECT_UNAUTHORIZED: "0" },
    "fail",
    /NODE_EXTRA_CA_CERTS=/,
  ],
  ["silent", "LOG_LEVEL", { LOG_LEVEL: "silent" }, "warn", /LOG_LEVEL=info/],
])("in production, %s for %s is reported with its fix", (_, check, changes, status, fix) => {
  expect(problemsWith(changes)).toEqual([
    expect.objectContaining({ check, status, fix: expect.stringMatching(fix) }),
  ]);
  expect(problemsWith(changes, "development")).toEqual([]);
});

it.each([{ RATE_LIMIT: "on" }, { LOG_LEVEL: "debug" }, { NODE_TLS_REJECT_UNAUTHORIZED: "1" }])(
  "%j is not reported",
  (changes) => expect(problemsWith(changes)).toEqual([]),
);
