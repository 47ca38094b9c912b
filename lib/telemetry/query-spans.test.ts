import { expect, it } from "vitest";
import { summaryOf } from "./query-spans";

it.each([
  ['select "id", "from" from "sessions" where "id" = $1', "select sessions"],
  ['insert into "activity" ("id") values (default)', "insert activity"],
  ['update "sessions" set "expires_at" = $1', "update sessions"],
  ['delete from "sessions" where "id" in (select 1)', "delete sessions"],
  ["INSERT INTO rate_limits VALUES ($1)", "insert rate_limits"],
  ['with "new_user" as (insert into "users" …) select "id" from "new_user"', "with new_user"],
  ["select now()::timestamp with time zone from sessions", "select sessions"],
  ["select 1", "select"],
  ["", "statement"],
])("%j is named %j", (query, summary) => {
  expect(summaryOf(query)).toBe(summary);
});
