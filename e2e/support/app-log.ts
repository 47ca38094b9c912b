import { readFile } from "node:fs/promises";
import { expect } from "@playwright/test";
import { stack } from "./stack";

/** What the stack's app has logged so far. */
export function readAppLog(): Promise<string> {
  return readFile(stack().appLog, "utf8");
}

/** The log line with this reference. The app may write it a moment after the response. */
export async function logLineOf(
  reference: string,
  readLog: () => Promise<string> | string = readAppLog,
): Promise<LogLine> {
  let line: string | undefined;
  await expect
    .poll(async () => {
      const lines = (await readLog()).split("\n");
      line = lines.find((text) => text.includes(`"reference":"${reference}"`));
      return line;
    }, `a log line with the reference ${reference}`)
    .toBeDefined();
  return JSON.parse(line ?? "{}") as LogLine;
}

export type LogLine = {
  level: string;
  event: string;
  provider?: string;
  failure?: string;
  step?: string;
  error?: ErrorLink[];
};

/** One error in a chain of causes. */
export type ErrorLink = { name: string; message: string; code?: string };
