import { expect, test } from "@playwright/test";
import type { CrashApp } from "./crash-app";
import type { OwnDatabase } from "./own-database";

/** What one interruption left behind. */
export type Outcome = {
  /** Requests sent, and those of them whose effect is in the database. */
  changes: number;
  written: number;
  /** Requests that got their response. */
  responded: number;
  /** Transactions that had written something and were open at that moment. */
  openTransactions: number;
  milliseconds: number;
};

/** How long each row takes to write, see `slowDown`; a sign-in writes four to six. */
const writeMs = 10;
/** This long after the first row of several sign-ins, some of them have committed. */
const commitWindowMs = 80;

/**
 * Slows down every write, so that an interruption can fall between two of them. At full speed it
 * would rarely separate writes that wrongly lack a common transaction.
 */
export async function slowDown({ sql }: OwnDatabase): Promise<void> {
  await sql.unsafe(`create function take_time() returns trigger language plpgsql as
    'begin perform pg_sleep(${writeMs / 1000}); return null; end'`);
  for (const table of ["users", "accounts", "sessions", "activity"]) {
    await sql.unsafe(`create trigger take_time after insert or update or delete on ${table}
      for each row execute function take_time()`);
  }
}

/** Waits for the moment to interrupt the app. */
export type Moment = (app: CrashApp) => Promise<void>;

/**
 * Half of the moments are spread evenly from the start to a little after the usual end. The others
 * come with the first write, or so soon after it that a commit may fall on either side.
 */
export function moments(rounds: number, usualMs: number): Moment[] {
  const lastMs = usualMs * 1.2;
  return Array.from({ length: rounds }, (_, round) => {
    if (round % 2 === 0) return () => wait((lastMs * (round + Math.random())) / rounds);
    return async (app) => {
      const begun = performance.now();
      while ((await app.writing()) === 0 && performance.now() - begun < lastMs);
      await wait(Math.random() * commitWindowMs);
    };
  });
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Expects that some interruptions fell before a commit, some after, and some within a transaction. */
export function report(outcomes: Outcome[]) {
  const sum = (count: (outcome: Outcome) => number) =>
    outcomes.reduce((total, outcome) => total + count(outcome), 0);
  const tally = {
    interruptions: outcomes.length,
    "within a transaction that had written": outcomes.filter(
      ({ openTransactions }) => openTransactions > 0,
    ).length,
    "changes not written": sum(({ changes, written }) => changes - written),
    "changes written, response lost": sum(({ written, responded }) =>
      Math.max(0, written - responded),
    ),
    "changes written, response received": sum(({ written, responded }) =>
      Math.min(written, responded),
    ),
  };
  test.info().annotations.push({ type: "interruptions", description: JSON.stringify(tally) });
  expect(tally["within a transaction that had written"]).toBeGreaterThan(0);
  expect(tally["changes not written"]).toBeGreaterThan(0);
  expect(tally["changes written, response received"]).toBeGreaterThan(0);
}
