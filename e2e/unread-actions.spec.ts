import type { OutgoingHttpHeaders } from "node:http";
import { expect, test } from "@playwright/test";
import { connectButton, connectionsPath, formOn } from "./support/account-centre";
import { signedInUser } from "./support/account-form";
import { logLinesOf } from "./support/app-log";
import { flowsIn } from "./support/flow-cookie";
import { referenceOn } from "./support/http-response";
import type { HttpVisitor } from "./support/http-visitor";
import { boundary, multipart, multipartType } from "./support/multipart";
import { stack } from "./support/stack";

const plain = { "content-type": "text/plain;charset=UTF-8" };
const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const list = (length: number) => JSON.stringify(new Array(length).fill(0));
const headers = Array.from({ length: 20_000 }, (_, n) => `x${n}:\r\n`).join("");

/** Arguments that React can't decode or that are too many, each as JSON. */
const argumentLists: Record<string, string> = {
  "arguments nested 9,000 deep": nested(9_000),
  "arguments nested 90,000 deep": nested(90_000),
  "1,001 arguments": list(1_001),
  "50,000 arguments": list(50_000),
  "no list": "5",
  null: "null",
  "a text": '"x"',
  "an object with a length": '{"length":100000000}',
  "no JSON": "{",
  "a prototype": '["$1:__proto__"]',
  "a prototype's constructor": '["$1:__proto__:constructor"]',
  "a function of the server": '["$F1"]',
  "another function of the server": '["$h1"]',
  "a number of 40,000 digits": `["$n${"9".repeat(40_000)}"]`,
  "a map that is no list": '["$Q1"]',
  "a type that doesn't exist": '["$V1"]',
};

type Call = (id: string, args: string) => [OutgoingHttpHeaders, string];

/** The ways in which React sends a call: with JavaScript, and as a form without it. */
const calls: Record<string, Call> = {
  "a call": (id, args) => [{ "next-action": id, ...plain }, args],
  "a call with a form": (id, args) => [
    { "next-action": id, ...multipartType },
    multipart(["0", args], ["1", "{"]),
  ],
  "a form with bound arguments": (id, args) => [
    multipartType,
    multipart(
      ["$ACTION_REF_1", ""],
      ["$ACTION_1:0", JSON.stringify({ id, bound: "$@1" })],
      ["$ACTION_1:1", args],
      ["$ACTION_1:2", "{"],
    ),
  ],
};

/** React binds these before the form, and the action then finds no form. */
const bindable = ["no list", "a text", "another function of the server"];

for (const [kind, call] of Object.entries(calls)) {
  for (const [what, args] of Object.entries(argumentLists)) {
    if (kind.includes("bound") && bindable.includes(what)) continue;
    test(`${kind} with ${what} in place of its arguments is refused and logged, and nothing starts`, async () => {
      await expectRefused((id) => call(id, args));
    });
  }
}

const manyHeaders = (fields: [string, string][]) =>
  multipart(...fields).replace("content-disposition", `${headers}content-disposition`);

test("20,000 headers of a part are refused and logged, and nothing starts", async () => {
  const action = (id: string): OutgoingHttpHeaders => ({ ...multipartType, "next-action": id });
  await expectRefused((id) => [action(id), manyHeaders([["0", "[]"]])]);
  await expectRefused((id) => [multipartType, manyHeaders([[`$ACTION_ID_${id}`, ""]])]);
});

test("a form that is cut short is refused and logged, and nothing starts", async () => {
  const cut = (text: string) => text.slice(0, text.lastIndexOf(`--${boundary}--`) - 2);
  await expectRefused((id) => [
    { ...multipartType, "next-action": id },
    cut(multipart(["0", '["$K1"]'], ["1_provider", "github"])),
  ]);
  await expectRefused((id) => [multipartType, cut(multipart([`$ACTION_ID_${id}`, ""]))]);
});

let visitor: HttpVisitor;
/** The id of the action "Connect GitHub". */
let id: string;

// Each request is refused, so the tests can share the user.
test.beforeAll(async () => {
  ({ visitor } = await signedInUser());
  const fields = await formOn(visitor, connectionsPath, connectButton("github"));
  id = fields.find(([name]) => name.startsWith("$ACTION_ID_"))?.[0].slice(11) ?? "";
  expect(id).not.toBe("");
});

async function expectRefused(request: (id: string) => [OutgoingHttpHeaders, string]) {
  const [more, body] = request(id);
  const response = await post(connectionsPath, more, body);
  expect(response.status).toBe(400);
  expect(response.body).toContain("We couldn’t read what was sent");
  expect(response.body).toContain(`href="${connectionsPath}"`);
  expect(response.headers["content-security-policy"]).toContain("'nonce-");
  expect(response.headers["cache-control"]).toContain("no-store");
  const lines = await logLinesOf(referenceOn(response), "request.refused");
  expect(lines).toContainEqual(
    expect.objectContaining({ event: "request.refused", level: "warn", reason: "unreadable" }),
  );
  expect(lines.filter(({ level }) => level === "error")).toEqual([]);
  expect(flowsIn(visitor)).toEqual([]);
  // Next.js forwards a call to the page that has its action, and no form.
  const forwarded = await post("/", more, body);
  expect(forwarded.status).toBeGreaterThanOrEqual(400);
  expect(forwarded.status).toBeLessThan(500);
}

function post(path: string, more: OutgoingHttpHeaders, body: string) {
  const own = { origin: stack().appUrl, "sec-fetch-site": "same-origin" };
  return visitor.send(path, { method: "POST", headers: { ...own, ...more }, body });
}
