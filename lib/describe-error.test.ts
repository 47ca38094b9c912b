import { AdapterError, CallbackRouteError, InvalidCheck } from "@auth/core/errors";
import { DrizzleQueryError } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { describeError } from "./describe-error";

describe("an error in the log", () => {
  it("is its name, message and code, and those of its causes, outermost first", () => {
    const socket = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    const error = new Error("outer", { cause: new TypeError("fetch failed", { cause: socket }) });
    expect(describeError(error)).toEqual([
      { name: "Error", message: "outer" },
      { name: "TypeError", message: "fetch failed" },
      { name: "Error", message: "connect ECONNREFUSED", code: "ECONNREFUSED" },
    ]);
  });

  it.each([CallbackRouteError, AdapterError])(
    "shows the cause that Auth.js keeps in cause.err: %s",
    (Wrapper) => {
      const socket = Object.assign(new Error("read"), { code: "ECONNRESET" });
      // Auth.js passes errors to these classes, although their types do not allow it.
      const error = new Wrapper(new TypeError("fetch failed", { cause: socket }) as never);
      expect(describeError(error).map(({ name }) => name)).toEqual([
        Wrapper.name,
        "TypeError",
        "Error",
      ]);
    },
  );

  it("has its real name if Auth.js threw it, although the build shortens the names of classes", () => {
    const error = new CallbackRouteError(new InvalidCheck("state cookie was missing") as never);
    error.name = "y";
    (error.cause?.err as Error).name = "j";
    expect(describeError(error).map(({ name }) => name)).toEqual([
      "CallbackRouteError",
      "InvalidCheck",
    ]);
  });

  it("has neither the statement nor the parameters of a query that failed", () => {
    const refusal = Object.assign(new Error("duplicate key value"), { code: "23505" });
    const failed = new DrizzleQueryError("insert into s3cret_table", ["s3cret", 5], refusal);
    for (const error of [
      failed,
      new Error("outer", { cause: failed }),
      { message: failed.message },
    ]) {
      const text = JSON.stringify(describeError(error));
      expect(text).not.toContain("s3cret");
    }
    expect(describeError(failed)).toEqual([
      { name: "Error", message: "Failed query" },
      { name: "Error", message: "duplicate key value", code: "23505" },
    ]);
  });

  it("has no other property of an error or its cause", () => {
    const secrets = { body: "s3cret", detail: "Key (email)=(s3cret)", expected: "s3cret" };
    const withProperties = Object.assign(new Error("outer"), secrets);
    const withPlainCause = new Error("outer", { cause: { ...secrets, state: "s3cret" } });
    for (const error of [withProperties, withPlainCause]) {
      expect(describeError(error)).toEqual([{ name: "Error", message: "outer" }]);
    }
  });

  it("is cut to a sane length", () => {
    const error = Object.assign(new Error("m".repeat(1_000_000)), { code: "c".repeat(1_000_000) });
    const [link] = describeError(error);
    expect(link?.message).toBe("m".repeat(300));
    expect(link?.code).toBe("c".repeat(100));
  });

  it("has at most five links, even if its causes form a cycle", () => {
    const error = new Error("again");
    error.cause = error;
    expect(describeError(error)).toHaveLength(5);
  });

  it("has a code only if it is a string", () => {
    expect(describeError(Object.assign(new Error("m"), { code: 5 }))).toEqual([
      { name: "Error", message: "m" },
    ]);
  });

  it.each([["s3cret"], [5], [{ secret: "s3cret" }], [Symbol("s3cret")], [() => "s3cret"]])(
    "is only described as not an Error if it is none: %s",
    (thrown) => {
      const text = JSON.stringify(describeError(thrown));
      expect(text).toContain("not an Error");
      expect(text).not.toContain("s3cret");
    },
  );

  it.each([null, undefined])("is an empty list for %s", (nothing) => {
    expect(describeError(nothing)).toEqual([]);
  });
});
