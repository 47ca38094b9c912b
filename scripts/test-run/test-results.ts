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

/** What vitest's JSON report says; one failure where it has none, or ran nothing. */
export function readVitestResults(path: string): TestCount {
  const report = readReport(path, vitestReport);
  if (!report) return didNotRun;
  const { numPassedTests: passed, numFailedTests: failed, success } = report;
  // A file that cannot be loaded fails the run without a failed test.
  return orNothingRan({ passed, failed: success ? failed : Math.max(failed, 1) });
}

/** What Playwright's JSON report says; one failure where it has none, or ran nothing. */
export function readPlaywrightResults(path: string): TestCount {
  const report = readReport(path, playwrightReport);
  if (!report) return didNotRun;
  const { expected, unexpected, flaky } = report.stats;
  // Errors outside of tests: the app did not start, a file cannot be loaded.
  const failed = report.errors.length > 0 ? Math.max(unexpected, 1) : unexpected;
  return orNothingRan({ passed: expected + flaky, failed });
}

const didNotRun: TestCount = { passed: 0, failed: 1 };

function orNothingRan(count: TestCount): TestCount {
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
