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

/** All log lines with this reference, once one is about this event. */
export async function logLinesOf(reference: string, event: string): Promise<LogLine[]> {
  let lines: LogLine[] = [];
  await expect
    .poll(async () => {
      const texts = (await readAppLog()).split("\n");
      const ours = texts.filter((text) => text.includes(`"reference":"${reference}"`));
      lines = ours.map((text) => JSON.parse(text) as LogLine);
      return lines.map((line) => line.event);
    }, `log lines with the reference ${reference}`)
    .toContain(event);
  return lines;
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
