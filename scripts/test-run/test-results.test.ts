import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { readPlaywrightResults, readVitestResults } from "./test-results";

const folder = mkdtempSync(join(tmpdir(), "foyer-results-"));
const path = join(folder, "report.json");
const report = (content: unknown) => writeFileSync(path, JSON.stringify(content));
const playwright = (stats: object, errors: unknown[] = []) =>
  report({ errors, stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats } });

afterAll(() => rmSync(folder, { recursive: true }));

it("counts passed and failed tests", () => {
  report({ numPassedTests: 5, numFailedTests: 2, success: false });
  expect(readVitestResults(path)).toEqual({ passed: 5, failed: 2 });
  playwright({ expected: 3, unexpected: 1 });
  expect(readPlaywrightResults(path)).toEqual({ passed: 3, failed: 1 });
});

it("counts a run without tests as a failure", () => {
  report({ numPassedTests: 0, numFailedTests: 0, success: true });
  expect(readVitestResults(path)).toEqual({ passed: 0, failed: 1 });
  playwright({ skipped: 4 });
  expect(readPlaywrightResults(path)).toEqual({ passed: 0, failed: 1 });
});

it("counts a failure outside of any test", () => {
  report({ numPassedTests: 5, numFailedTests: 0, success: false });
  expect(readVitestResults(path)).toEqual({ passed: 5, failed: 1 });
  playwright({ expected: 3 }, [{ message: "the app did not start" }]);
  expect(readPlaywrightResults(path)).toEqual({ passed: 3, failed: 1 });
});

it("counts a missing or truncated report as a failure", () => {
  writeFileSync(path, '{"numPassed');
  expect(readVitestResults(path)).toEqual({ passed: 0, failed: 1 });
  expect(readPlaywrightResults(join(folder, "missing.json"))).toEqual({ passed: 0, failed: 1 });
});
