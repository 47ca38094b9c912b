import pino from "pino";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { unknownMethod } from "./failures/failures";
import { refuseRequest } from "./failures/refuse-request";
import { log } from "./log";
import { logRequestError } from "./server/boot";

let lines = "";

beforeEach(() => {
  lines = "";
  const stream = Reflect.get(log, pino.symbols.streamSym) as { write: (line: string) => void };
  vi.spyOn(stream, "write").mockImplementation((line) => {
    lines += line;
  });
});

describe("a log line", () => {
  it.each(["cookie", "authorization", "code", "state", "token", "secret", "password"])(
    "has no %s, neither at the top level nor nested",
    (name) => {
      log.warn({ event: "test", [name]: "s3cret", request: { [name]: "s3cret" } });
      expect(lines).toContain('"event":"test"');
      expect(lines).not.toContain("s3cret");
    },
  );

  it("has of an error only what describeError keeps", () => {
    log.warn({ event: "test", error: Object.assign(new Error("words"), { body: "s3cret" }) });
    expect(JSON.parse(lines).error).toEqual([{ name: "Error", message: "words" }]);
  });

  it("of a refused request has the beginning of its path, and no query", () => {
    refuseRequest(new Request(`http://localhost/${"a".repeat(5_000)}?code=s3cret`), unknownMethod);
    expect(JSON.parse(lines).path).toBe(`/${"a".repeat(199)}`);
    expect(lines).not.toContain("s3cret");
  });

  it("of a failed request has its path, and no query", () => {
    const path = "/api/auth/callback/google?code=s3cret";
    const digest = { secret: "s3cret" };
    logRequestError(Object.assign(new Error("words"), { digest }), {
      path,
      method: "GET",
      headers: { cookie: "s3cret" },
    });
    expect(JSON.parse(lines)).toMatchObject({ event: "request.failed", method: "GET" });
    expect(JSON.parse(lines).path).toBe("/api/auth/callback/google");
    expect(lines).not.toContain("s3cret");
  });
});
