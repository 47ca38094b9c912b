import postgres from "postgres";
import { emailOf, githubIdOf } from "../../scripts/load/users";
import type { OnProgress } from "./progress";
import { storeUsers } from "./store-users";
import { sessionsPerUser } from "./stored-user";
import { withoutIndexes } from "./without-indexes";

/** Users in one statement: a few seconds of work, so that progress is reported in between. */
const batchSize = 20_000;

export type Filled = { users: number; sessions: number; seconds: number };

/**
 * Fills a migrated, empty database with users, each with live sessions, one or two accounts, and
 * activity. They match the load test's provider: its `login_hint` n signs in as user n, and
 * `sessionTokenOf` gives the tokens of user n's stored sessions.
 *
 * @param onProgress - called after each part
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
        onProgress({ what: "users", done: last, total: users });
      }
    };
    await withoutIndexes(sql, fill, onProgress);
    onProgress({ what: "statistics", done: 0, total: 1 });
    // The planner needs statistics, and unvacuumed pages cost their first readers extra work.
    await sql`vacuum (analyze)`;
    const seconds = (performance.now() - begun) / 1000;
    return { users, sessions: users * sessionsPerUser, seconds };
  } finally {
    await sql.end();
  }
}

/** The identities of users `first` to `last` at the load test's provider. */
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
