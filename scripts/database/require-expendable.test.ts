import { describe, expect, it, vi } from "vitest";
import { requireExpendable } from "./require-expendable";

const ask = (url: string | null, ...args: string[]) =>
  requireExpendable({ url, command: "db:reset", args, does: "erases the whole database" });

describe("a database that may be erased", () => {
  it.each([
    null,
    "postgres://ada@localhost/app",
    "postgres://ada:p%40ss@127.0.0.1:5433/app?sslmode=disable",
    "postgres:///app",
    "postgres://ada@/app?host=/var/run/postgresql",
    "postgres://ada@localhost:1,127.0.0.1:2/app",
  ])("is on this machine: %s", (url) => {
    expect(() => ask(url)).not.toThrow();
  });

  it.each([
    "postgres://ada@db.example.com/app",
    "postgres://localhost@db.example.com/localhost",
    "postgres://ada@localhost.example.com/app",
    "postgres://ada@localhost,db.example.com/app",
    "postgres://ada@localhost/app?host=db.example.com",
    "postgres://ada@localhost/app?host=127.0.0.1,db.example.com",
    "postgres://ada@10.0.0.1/app",
    "postgres://ada@[2001:db8::1]:5432/app",
    // Whatever an address looks like, what counts is where postgres.js connects.
    "postgresql+psycopg://ada@db.example.com/app",
    "postgres://ada:pass@db.example.com,word@localhost/app",
    "postgres://ada@localhost%2Cdb.example.com/app",
  ])("is on another one only with --yes-really: %s", (url) => {
    expect(() => ask(url)).toThrow("on another machine");
    expect(() => ask(url, "--yes-really")).not.toThrow();
  });

  it("is on another one too if PGHOST says so", () => {
    vi.stubEnv("PGHOST", "db.example.com");
    expect(() => ask("postgres:///app")).toThrow("on another machine");
  });

  it("is never one of production", () => {
    vi.stubEnv("NODE_ENV", "production");
    expect(() => ask(null, "--yes-really")).toThrow("NODE_ENV=production");
  });

  it("is not named by an argument that isn't known", () => {
    expect(() => ask(null, "--yes")).toThrow("db:reset does not know --yes.");
  });
});
