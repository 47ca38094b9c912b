import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state";
import { expect, it } from "vitest";
import { startLocalServer } from "@/lib/test-support/local-server";
import { dropUnreadableRouterStates, isRouterState } from "./router-state";

const page = ["", { children: ["account", { children: ["__PAGE__", {}] }] }, null, null, 16];

it.each([
  [page],
  [["", {}]],
  [["", {}, ["/a", "?b"], "refetch", 1, "x"]],
  [["", {}, null, "metadata-only"]],
  [[["slug", "a", "d", null], {}]],
  [[["slug", "a", "ci(..)(..)", ["b"]], {}]],
  [[["slug", "a", "e", null], {}]],
  [[["slug", "a", "d"], {}]],
  [["", { children: null }]],
  [["", {}, null, "planted"]],
  [["", {}, null, null, "1"]],
  [["", {}, null, null, 1, null]],
  [["", {}, null, null, 1, "x", "y"]],
  [[""]],
  [[]],
  [null],
  [{}],
])("%j is readable to us if and only if it is to Next.js", (state) => {
  const text = encodeURIComponent(JSON.stringify(state));
  expect(isRouterState(text)).toBe(isReadableToNext(text));
});

it.each(["", "garbage%%%", "%5B", '{"a":', `%5B${"x".repeat(9_000)}`, `[${"[".repeat(9_000)}`])(
  "%j is readable neither to us nor to Next.js",
  (text) => {
    expect([isRouterState(text), isReadableToNext(text)]).toEqual([false, false]);
  },
);

it("an unreadable state is removed from a request, and a readable one stays", async () => {
  dropUnreadableRouterStates();
  const { origin } = await startLocalServer((request, response) =>
    response.end(String(request.headers["next-router-state-tree"])),
  );
  const seen = async (state: string) =>
    (await fetch(origin, { headers: { "next-router-state-tree": state } })).text();
  const readable = encodeURIComponent(JSON.stringify(page));
  expect(await seen(readable)).toBe(readable);
  expect(await seen("garbage%%%")).toBe("undefined");
});

function isReadableToNext(text: string): boolean {
  try {
    return parseAndValidateFlightRouterState(text) !== undefined;
  } catch {
    return false;
  }
}
