import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  success: z.boolean(),
});

const playwrightReport = z.object({
  errors: z.array(z.unknown()),
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
});

/** Reads Vitest's JSON report. A missing report, or one without tests, counts as one failure. */
export function readVitestResults(path: string): TestCount {
  const report = readReport(path, vitestReport);
  if (!report) return didNotRun;
  const { numPassedTests: passed, numFailedTests: failed, success } = report;
  // A file that cannot be loaded fails the run, but no test.
  return atLeastOne({ passed, failed: success ? failed : Math.max(failed, 1) });
}

/** Reads Playwright's JSON report. A missing report, or one without tests, counts as one failure. */
export function readPlaywrightResults(path: string): TestCount {
  const report = readReport(path, playwrightReport);
  if (!report) return didNotRun;
  const { expected, unexpected, flaky } = report.stats;
  // Errors outside tests: the app did not start, or a file cannot be loaded.
  const failed = report.errors.length > 0 ? Math.max(unexpected, 1) : unexpected;
  return atLeastOne({ passed: expected + flaky, failed });
}

const didNotRun: TestCount = { passed: 0, failed: 1 };

function atLeastOne(count: TestCount): TestCount {
  return count.passed + count.failed > 0 ? count : didNotRun;
}

function readReport<T>(path: string, shape: z.ZodType<T>): T | null {
  if (!existsSync(path)) return null;
  try {
    return shape.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
}

export type TestCount = { passed: number; failed: number };
