import { expect, it } from "vitest";
import { readEnv } from "./env";

const withDatabase = (DATABASE_URL: string) => () =>
  readEnv({ NODE_ENV: "test", DATABASE_URL, AUTH_SECRET: "0123456789abcdef0123456789abcdef" });

it.each([
  "postgres://db",
  "postgresql://foyer:pw@db.example.com:5432/foyer?sslmode=require",
  "postgres://foyer:p%23a%2Fs%3Fs%25@db/foyer",
  "postgres://foyer@one:5432,two:5433/foyer",
  "postgres://foyer:pw@[::1]:5432/foyer",
  "postgres:///foyer?host=/var/run/postgresql",
  "postgres://foyer@/foyer?host=/var/run/postgresql",
  "postgres://foyer:pw@%2Fvar%2Frun%2Fpostgresql/foyer",
  "postgres://foyer:a,b@one:5432,two:5433/foyer",
])("reads the address %s", (address) => {
  expect(withDatabase(address)).not.toThrow();
});

// postgres.js would throw on these much later, with the whole address in its error.
it.each([
  "postgres://foyer:s3#cret@db/foyer",
  "postgres://foyer:s3/cret@db/foyer",
  "postgres://foyer:12/s3cret@db/foyer",
  "postgres://foyer:s3?cret@db/foyer",
  "postgres://foyer:12#s3cret@db/foyer",
  "postgres://foyer:12?s3cret@db/foyer",
  "postgres://foyer:s3%cret@db/foyer",
  "postgres://foyer:pw@db:s3cret/foyer",
])("rejects the address %s without repeating it", (address) => {
  expect(withDatabase(address)).toThrow(/DATABASE_URL cannot be read: percent-encode/);
  expect(withDatabase(address)).not.toThrow(/s3|cret/);
});

it("rejects an address without a host, and says how to name one", () => {
  const problem = withDatabase("postgres://foyer:s3cret@/foyer");
  expect(problem).toThrow(/names no host after the @: write localhost .* Unix socket/);
  expect(problem).not.toThrow(/s3cret|percent-encode/);
});
