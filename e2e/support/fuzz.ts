import { expect } from "@playwright/test";
import fc from "fast-check";
import type { HttpResponse } from "./http-response";
import type { OwnDatabase } from "./own-database";

/** No input may keep the app busy for longer. */
const patienceMs = 10_000;
export const runs = { numRuns: 150, endOnFailure: true };

/** Text of every kind, up to the length of long URLs. */
export const anything = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc.constantFrom("", "null", "undefined", "__proto__", "constructor", "0", "-1", "1e999"),
  fc.constantFrom("%", "%00", "%zz", "%ff", "%2e%2e%2f", "//evil.example", "javascript:alert(1)"),
  fc.stringMatching(/^[\w.-]{1,3000}$/),
);
export const elsewhere = fc.constantFrom(
  ...["//evil.example", "/\\evil.example", "/\t/evil.example", "https://evil.example/"],
);
/** Characters that Node accepts in a header. */
export const headerText = fc.stringMatching(/^[\x21-\x3a\x3c-\x7e]{0,600}$/);

export function expectHandled({ status, milliseconds, headers }: HttpResponse): void {
  expect(status).toBeLessThan(500);
  expect(milliseconds).toBeLessThan(patienceMs);
  expect(headers["x-powered-by"]).toBeUndefined();
}

/** The number of rows in each table about users. */
export async function countRows({ sql }: OwnDatabase) {
  const [counts] = await sql`
    select (select count(*) from users) as users, (select count(*) from accounts) as accounts,
      (select count(*) from sessions) as sessions, (select count(*) from activity) as activity`;
  return counts;
}
