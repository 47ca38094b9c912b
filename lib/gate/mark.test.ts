import { describe, expect, it } from "vitest";
import { contextHeaders } from "@/lib/http/request-context";
import { GateBypassedError, gateMark, requireGate } from "./mark";

const check = (headers: Record<string, string>) => () => requireGate(new Headers(headers));

describe("a page of Foyer's", () => {
  it("responds to a request that came through the gate", () => {
    expect(check({ [contextHeaders.gate]: gateMark() })).not.toThrow();
  });

  it.each([
    ["without a mark", {}],
    ["with an empty one", { [contextHeaders.gate]: "" }],
    ["with one of the right length", { [contextHeaders.gate]: "x".repeat(43) }],
    ["with two", { [contextHeaders.gate]: `${gateMark()}, ${gateMark()}` }],
  ])("refuses a request %s", (_, headers) => {
    expect(check(headers)).toThrow(GateBypassedError);
  });
});
