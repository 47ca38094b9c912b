import { afterAll, beforeAll, expect, it } from "vitest";
import { GET } from "@/app/api/health/route";
import { db } from "@/lib/db/driver/client";
import { DatabaseUnavailableError, UnsuitableDatabaseError } from "@/lib/db/driver/run-query";
import { findLiveSession } from "@/lib/db/sessions";
import { thrownBy } from "@/lib/test-support/thrown";
import { testDatabase } from "@/scripts/test-run/test-database";

const { url, admin, end } = testDatabase("health_encoding");
process.env.DATABASE_URL = url;

beforeAll(async () => {
  await admin`drop database if exists health_encoding with (force)`;
  await admin.unsafe(
    "create database health_encoding encoding 'LATIN1' locale_provider libc locale 'C' template template0",
  );
});
afterAll(async () => {
  await db().$client.end();
  await end();
});

it("a database of another encoding is not ready, and health names the fix", async () => {
  const request = new Request("http://localhost:3000/api/health");
  const response = await GET(Object.assign(request, { nextUrl: new URL(request.url) }) as never);
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({
    live: true,
    ready: false,
    database: "unsuitable: run `npm run doctor`",
    problems: [
      expect.stringMatching(/LATIN1.*create database … encoding 'UTF8' template template0/),
    ],
  });
});

it("a database of another encoding runs no query, and counts as unavailable", async () => {
  const error = await thrownBy(findLiveSession("hash"));
  expect(error).toBeInstanceOf(UnsuitableDatabaseError);
  expect(error).toBeInstanceOf(DatabaseUnavailableError);
  expect(String(error)).toContain("LATIN1");
});
