import { expect, test } from "@playwright/test";

/** Of so many deeds: written, answered, and the transactions that were half way at the strike. */
export type Found = {
  deeds: number;
  written: number;
  answered: number;
  within: number;
  milliseconds: number;
};

/** Moments spread evenly from the first millisecond to a little after the usual end. */
export function moments(rounds: number, usualMs: number): number[] {
  return Array.from(
    { length: rounds },
    (_, round) => (usualMs * 1.2 * (round + Math.random())) / rounds,
  );
}

/** The strikes have to have fallen on both sides of what they were meant to cut apart. */
export function report(strikes: Found[]) {
  const sum = (count: (found: Found) => number) =>
    strikes.reduce((total, found) => total + count(found), 0);
  const tally = {
    strikes: strikes.length,
    "amid a transaction that had written": strikes.filter(({ within }) => within > 0).length,
    "deeds not written": sum(({ deeds, written }) => deeds - written),
    "deeds written, but not answered": sum(({ written, answered }) =>
      Math.max(0, written - answered),
    ),
    "deeds written and answered": sum(({ written, answered }) => Math.min(written, answered)),
  };
  test.info().annotations.push({ type: "strikes", description: JSON.stringify(tally) });
  expect(tally["deeds not written"]).toBeGreaterThan(0);
  expect(tally["deeds written and answered"]).toBeGreaterThan(0);
}
