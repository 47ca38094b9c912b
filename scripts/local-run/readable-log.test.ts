import pino from "pino";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { log } from "../../lib/log";
import { readableLine } from "./readable-log";

let lines: string[] = [];

beforeEach(() => {
  lines = [];
  const stream = Reflect.get(log, pino.symbols.streamSym) as { write: (line: string) => void };
  vi.spyOn(stream, "write").mockImplementation((line) => {
    lines.push(line.trimEnd());
  });
});

/** What the app's log has just written, as a developer reads it. */
const readable = (hasColours = false) => readableLine(lines.at(-1) ?? "", hasColours);

describe("an event of the log", () => {
  it("is one line of words", () => {
    log.info({ event: "sign-in.finished", provider: "google", outcome: "signed-in", count: 2 });
    expect(readable()).toMatch(
      /^\d\d:\d\d:\d\d {2}sign-in\.finished {2}provider google, outcome signed-in, count 2$/,
    );
  });

  it("names each error behind another one, and says what to do", () => {
    const refused = Object.assign(new Error("connect\nrefused"), { code: "ECONNREFUSED" });
    log.error({
      event: "test",
      reference: "k3x9",
      error: new TypeError("no rows", { cause: refused }),
      fix: "Start\nPostgres.",
    });
    expect(readable().slice(10)).toBe(
      "error  test  reference k3x9, TypeError: no rows, because Error: connect refused (ECONNREFUSED)  → Start Postgres.",
    );
  });

  it("shows no code, token or other redacted value", () => {
    log.warn({ event: "test", code: "s3cret", token: "s3cret", request: { cookie: "s3cret" } });
    expect(readable()).not.toMatch(/s3cret|code|token/);
  });

  it("can't move the cursor or end the line, whatever a visitor sends", () => {
    log.warn({ event: "test", path: "/\u001b[2J\r\n12:00:00  forged\u202e" });
    expect(readable()).toMatch(/^[\d:]+ {2}warn {2}test {2}path \/\[2J 12:00:00 forged$/);
  });

  it("has colours only where they are asked for", () => {
    log.error({ event: "test" });
    expect(readable()).not.toContain("\u001b");
    expect(readable(true)).toContain("\u001b[31merror\u001b[0m");
  });
});

describe("any other line of the app's output", () => {
  it.each([
    "○ Compiling / ...",
    " GET /orders?page=2 200 in 35ms",
    '{"a builder\'s own": "JSON"}',
    "{ half",
    "",
  ])("stays as it is: %s", (line) => {
    expect(readableLine(line, true)).toBe(line);
  });

  it.each([
    [
      " GET /api/auth/callback/google?code=s3cret&state=s3cret 303 in 250ms",
      " GET /api/auth/callback/google?… 303 in 250ms",
    ],
    [" GET /sign-in?invitation=s3cret 200 in 1s", " GET /sign-in?… 200 in 1s"],
    [" GET /hook?id=1&access_token=s3cret 200 in 1s", " GET /hook?id=1&access_token=… 200 in 1s"],
    [" POST /hook?code=s3cret&id=1 200 in 1s", " POST /hook?code=…&id=1 200 in 1s"],
  ])("shows no secret in the address of a request: %s", (line, shown) => {
    expect(readableLine(line, false)).toBe(shown);
  });
});
