import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { db } from "@/lib/db/driver/client";
import { cleanUp } from "@/lib/retention";
import { operationsOn } from "@/lib/test-support/admin-log";
import { storeUser } from "@/lib/test-support/stored-user";
import { inOwnDatabase } from "@/scripts/test-run/own-database";

inOwnDatabase("admin_log_clean_up");

it("the clean-up deletes what operators did once its time is over, and not before", async () => {
  const userId = await storeUser();
  await db().execute(sql`
    insert into admin_log (action, user_id, at)
    values ('suspend', ${userId}, now() - interval '366 days'), ('restore', ${userId}, now())`);
  await cleanUp(100);
  expect(await operationsOn(userId)).toMatchObject([{ action: "restore" }]);
});
