import { describe, expect, it } from "vitest";
import {
  contextHeaders,
  createReference,
  requestFields,
  requestNonce,
  requestPath,
  requestReference,
} from "./request-context";

describe("a reference", () => {
  it("is short, can be read aloud, and names one request only", () => {
    const references = Array.from({ length: 2000 }, createReference);
    expect(new Set(references).size).toBe(references.length);
    for (const reference of references) {
      expect(reference).toMatch(/^[23456789bcdfghjkmnpqrstvwxz]{10}$/);
    }
  });
});

describe("the context of a request", () => {
  it("is read from the proxy's headers", () => {
    const headers = new Headers({
      [contextHeaders.reference]: "k3f9d2",
      [contextHeaders.path]: "/account",
      [contextHeaders.nonce]: "bm9uY2U=",
    });
    expect(requestReference(headers)).toBe("k3f9d2");
    expect(requestPath(headers)).toBe("/account");
    expect(requestNonce(headers)).toBe("bm9uY2U=");
  });

  it("has safe defaults when the proxy did not run", () => {
    const none = new Headers();
    expect(requestReference(none)).toHaveLength(10);
    expect(requestPath(none)).toBe("/");
    expect(requestNonce(none)).toBe("");
  });
});

it.each([
  ["7b3f00a4c1d2", "7b3f00a4c1d2"],
  ["Root=1-67891233-abcdef012345678912345678", "Root=1-67891233-abcdef012345678912345678"],
  ["two words", undefined],
  ['{"level":"error"}', undefined],
  ["x".repeat(129), undefined],
  ["", undefined],
])("a proxy's request id %j is logged as %j", (id, expected) => {
  const headers = new Headers({ "x-request-id": id, "x-foyer-reference": "bcdfghjkmn" });
  expect(requestFields(headers)).toEqual({
    reference: "bcdfghjkmn",
    ...(expected && { request_id: expected }),
  });
});
