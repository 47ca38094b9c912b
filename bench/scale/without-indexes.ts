import type postgres from "postgres";
import type { OnProgress } from "./progress";

/**
 * Does its work on tables without an index, a key or a reference, and then makes all of them as they
 * were: several times faster for millions of rows. All in one transaction, so that a run that is
 * broken off leaves nothing behind.
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

/** Keys before the references to them. */
function findConstraints(tx: postgres.TransactionSql): Promise<Part[]> {
  return tx<Part[]>`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname,
        pg_get_constraintdef(oid)) as create
    from pg_constraint
    where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f')
    order by contype = 'f', conrelid, conname`;
}

/** Those that no constraint has made. */
function findIndexes(tx: postgres.TransactionSql): Promise<Part[]> {
  return tx<Part[]>`
    select format('drop index %s', indexrelid::regclass) as drop,
      pg_get_indexdef(indexrelid) as create
    from pg_index join pg_class on pg_class.oid = indexrelid
    where relnamespace = 'public'::regnamespace
      and not exists (select 1 from pg_constraint where conindid = indexrelid)`;
}

type Part = { drop: string; create: string };
