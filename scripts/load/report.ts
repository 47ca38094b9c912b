import postgres from "postgres";
import type { Crowd } from "./crowd";
import { median } from "./memory";

/** Compares the rows in the database with the crowd's sign-ins, and describes each difference. */
export async function findLosses(crowd: Crowd, databaseUrl: string): Promise<string[]> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  const [rows] = await sql<Record<string, number>[]>`
    select (select count(*)::int from users) as users,
      (select count(*)::int from accounts) as accounts,
      (select count(*)::int from sessions) as sessions,
      (select count(*)::int from activity where kind = 'sign-in') as activity`;
  await sql.end();
  const expected: Record<string, number> = {
    users: crowd.users,
    accounts: crowd.accounts.size,
    sessions: crowd.milliseconds.length,
    activity: crowd.milliseconds.length,
  };
  console.table({ expected, found: rows });
  return Object.keys(expected)
    .filter((what) => rows?.[what] !== expected[what])
    .map((what) => `${what}: ${rows?.[what]} instead of ${expected[what]}`);
}

/** Adds the errors of sign-ins to `failures`, and prints the result. */
export function summarize(crowd: Crowd, failures: string[]): void {
  for (const [message, times] of crowd.errors) failures.push(`${times} times: ${message}`);
  const sorted = crowd.milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  console.table({
    "sign-ins": crowd.done,
    "without an error": sorted.length,
    "median, ms": Math.round(median(sorted)),
    "95 %, ms": at(0.95),
    "slowest, ms": at(1),
  });
  for (const failure of failures) console.log(`FAILED  ${failure}`);
  if (failures.length === 0) console.log("No errors, no lost rows.");
}
