import type postgres from "postgres";
import type { OnProgress } from "./progress";

/**
 * Drops all indexes, keys and foreign keys, does the work, and creates them again, which is several
 * times faster for millions of rows. One transaction, so that an interrupted run changes nothing.
 */
export async function withoutIndexes(
  sql: postgres.Sql,
  work: (tx: postgres.TransactionSql) => Promise<void>,
  onProgress: OnProgress,
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local maintenance_work_mem = '512MB'`;
    const parts = [...(await findConstraints(tx)), ...(await findIndexes(tx))];
    for (const { drop } of parts.toReversed()) await tx.unsafe(drop);
    await work(tx);
    for (const [done, { create }] of parts.entries()) {
      onProgress({ what: "indexes", done, total: parts.length });
      await tx.unsafe(create);
    }
  });
}

/** Keys come before the foreign keys that refer to them. */
function findConstraints(tx: postgres.TransactionSql): Promise<Part[]> {
  return tx<Part[]>`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname,
        pg_get_constraintdef(oid)) as create
    from pg_constraint
    where connamespace = (select relnamespace from pg_class where oid = 'users'::regclass) and contype in ('p', 'u', 'f')
    order by contype = 'f', conrelid, conname`;
}

/** Indexes that no constraint created. */
function findIndexes(tx: postgres.TransactionSql): Promise<Part[]> {
  return tx<Part[]>`
    select format('drop index %s', indexrelid::regclass) as drop,
      pg_get_indexdef(indexrelid) as create
    from pg_index join pg_class on pg_class.oid = indexrelid
    where relnamespace = (select relnamespace from pg_class where oid = 'users'::regclass)
      and not exists (select 1 from pg_constraint where conindid = indexrelid)`;
}

type Part = { drop: string; create: string };
