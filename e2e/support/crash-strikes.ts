import { expect, test } from "@playwright/test";
import type { CrashApp } from "./crash-app";
import type { OwnDatabase } from "./own-database";

/** Of so many deeds: written, answered, and the transactions that were half way at the strike. */
export type Found = {
  changes: number;
  written: number;
  answered: number;
  within: number;
  milliseconds: number;
};

/** What each row takes, see `slowDown`; a sign-in writes four to six. */
const writeMs = 10;
/** So long after the first row of several sign-ins, some of them are committed. */
const aboutCommitMs = 80;

/**
 * Makes every row take its time, so that strikes fall between two writes as well: without this,
 * writes that are not one transaction are too quick to be cut apart.
 */
export async function slowDown({ sql }: OwnDatabase): Promise<void> {
  await sql.unsafe(`create function take_time() returns trigger language plpgsql as
    'begin perform pg_sleep(${writeMs / 1000}); return null; end'`);
  for (const table of ["users", "accounts", "sessions", "activity"]) {
    await sql.unsafe(`create trigger take_time after insert or update or delete on ${table}
      for each row execute function take_time()`);
  }
}

/** Waits for the moment to strike. */
export type Moment = (app: CrashApp) => Promise<void>;

/**
 * Half of the moments are spread evenly from the first millisecond to a little after the usual end;
 * half come with the first thing written or so long after that it may be committed.
 */
export function moments(rounds: number, usualMs: number): Moment[] {
  const lastMs = usualMs * 1.2;
  return Array.from({ length: rounds }, (_, round) => {
    if (round % 2 === 0) return () => wait((lastMs * (round + Math.random())) / rounds);
    return async (app) => {
      const begun = performance.now();
      while ((await app.writing()) === 0 && performance.now() - begun < lastMs);
      await wait(Math.random() * aboutCommitMs);
    };
  });
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The strikes have to have fallen on both sides of what they were meant to cut apart. */
export function report(strikes: Found[]) {
  const sum = (count: (found: Found) => number) =>
    strikes.reduce((total, found) => total + count(found), 0);
  const tally = {
    strikes: strikes.length,
    "amid a transaction that had written": strikes.filter(({ within }) => within > 0).length,
    "deeds not written": sum(({ changes, written }) => changes - written),
    "deeds written, but not answered": sum(({ written, answered }) =>
      Math.max(0, written - answered),
    ),
    "deeds written and answered": sum(({ written, answered }) => Math.min(written, answered)),
  };
  test.info().annotations.push({ type: "strikes", description: JSON.stringify(tally) });
  expect(tally["amid a transaction that had written"]).toBeGreaterThan(0);
  expect(tally["deeds not written"]).toBeGreaterThan(0);
  expect(tally["deeds written and answered"]).toBeGreaterThan(0);
}
