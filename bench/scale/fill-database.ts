import postgres from "postgres";
import { emailOf, githubIdOf } from "../../scripts/load/users";
import type { OnProgress } from "./progress";
import { storeUsers } from "./store-users";
import { sessionsPerUser } from "./stored-user";
import { withoutIndexes } from "./without-indexes";

/** People in one statement: some seconds of work, so that there is something to tell meanwhile. */
const batchSize = 20_000;

export type Filled = { users: number; sessions: number; seconds: number };

/**
 * Fills a migrated Postgres without people with so many of them, each with sessions that are all
 * alive, one account or two, and what was noted of it. They are those of the load test's provider:
 * its `login_hint` n signs in as the n-th of them, and `sessionTokenOf` is who is in already.
 *
 * @param onProgress - told after each part how far it is
 */
export async function fillDatabase({
  databaseUrl,
  users,
  onProgress = () => {},
}: Fill): Promise<Filled> {
  const begun = performance.now();
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    const fill = async (tx: postgres.TransactionSql) => {
      for (let first = 1; first <= users; first += batchSize) {
        const last = Math.min(users, first + batchSize - 1);
        await storeUsers(tx, identitiesOf(first, last));
        onProgress({ what: "people", done: last, total: users });
      }
    };
    await withoutIndexes(sql, fill, onProgress);
    onProgress({ what: "statistics", done: 0, total: 1 });
    // Plans are made by statistics, and pages that nobody has vacuumed cost their first readers.
    await sql`vacuum (analyze)`;
    const seconds = (performance.now() - begun) / 1000;
    return { users, sessions: users * sessionsPerUser, seconds };
  } finally {
    await sql.end();
  }
}

/** Whom the provider of the load test knows by these numbers. */
function identitiesOf(first: number, last: number) {
  const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return {
    numbers,
    emails: numbers.map(emailOf),
    googleSubjects: numbers.map((user) => `google-${user}`),
    githubIds: numbers.map((user) => String(githubIdOf(user))),
  };
}

type Fill = { databaseUrl: string; users: number; onProgress?: OnProgress };
