import type { OutgoingHttpHeaders } from "node:http";
import { expect, test } from "@playwright/test";
import { signedInUser } from "./support/account-form";
import { logLineOf } from "./support/app-log";
import { type HttpResponse, referenceOn } from "./support/http-response";
import { HttpVisitor, signInUrl, signOutUrl } from "./support/http-visitor";
import { boundary, multipart, multipartType } from "./support/multipart";
import { stack } from "./support/stack";

const urlEncoded = { "content-type": "application/x-www-form-urlencoded" };
const json = { "content-type": "application/json" };
const file = `--${boundary}\r\ncontent-disposition: form-data; name="callbackUrl"; filename="x"\r\n\r\n/\r\n`;

type Body = [OutgoingHttpHeaders, string | Buffer];

const unreadable: Record<string, Body> = {
  "plain text": [{ "content-type": "text/plain" }, "callbackUrl=/account"],
  "a body of no type": [{}, "callbackUrl=/account"],
  "a form without boundary": [{ "content-type": "multipart/form-data" }, "words"],
  "a malformed form": [multipartType, `--${boundary}\r\nwords\r\n\r\n--`],
  "a form cut short": [multipartType, multipart(["callbackUrl", "/account"]).slice(0, 60)],
  "a form with a file": [multipartType, file + multipart(["x", ""])],
  "a form that repeats a field": [
    multipartType,
    multipart(["callbackUrl", "/"], ["callbackUrl", "/"]),
  ],
  "a URL-encoded form that repeats a field": [
    urlEncoded,
    "callbackUrl=/&callbackUrl=//evil.example",
  ],
  "JSON cut short": [json, '{"callbackUrl":"/'],
  "a JSON list": [json, '["/account"]'],
  "a JSON text": [json, '"/account"'],
  "JSON's null": [json, "null"],
  "a JSON field that is no text": [json, '{"callbackUrl":{"toString":"/"}}'],
  "a compressed body": [{ ...json, "content-encoding": "gzip" }, Buffer.from([0x1f, 0x8b, 8, 0])],
};

const tooLong: Record<string, Body> = {
  "a field of 3 kB": [urlEncoded, `callbackUrl=/${"x".repeat(3_000)}`],
  "2,000 fields": [
    urlEncoded,
    Array.from({ length: 2_000 }, (_, n) => `field-${n}=value`).join("&"),
  ],
  "a form of 1 MB": [multipartType, multipart(["x", "x".repeat(1_000_000)])],
  "a chunked form of 30 MB": [
    { ...multipartType, "transfer-encoding": "chunked" },
    multipart(["x", "x".repeat(30_000_000)]),
  ],
};

for (const [what, body] of Object.entries(unreadable)) {
  test(`${what} neither starts a sign-in nor signs out, and gets a 400`, async () => {
    await expectNothingDone(body, 400);
  });
}

for (const [what, body] of Object.entries(tooLong)) {
  test(`${what} neither starts a sign-in nor signs out, and gets a 413`, async () => {
    await expectNothingDone(body, 413);
  });
}

test("a repeated or oversized query starts no sign-in", async () => {
  const queries = {
    "prompt=login&prompt=login": 400,
    "login_hint=a&login_hint=b": 400,
    [`login_hint=${"x".repeat(3_000)}`]: 413,
  };
  for (const [query, status] of Object.entries(queries)) {
    const response = await new HttpVisitor().submit(`${signInUrl("google")}?${query}`, []);
    expect([query.slice(0, 40), response.status]).toEqual([query.slice(0, 40), status]);
    expect([response.location, response.cookies]).toEqual([null, []]);
  }
});

test("unknown and prototype fields change nothing: the sign-in starts, and the user signs out", async () => {
  const bodies: Body[] = [
    [json, '{"__proto__":"x","constructor":"x","csrfToken":"x","json":"true"}'],
    [urlEncoded, "__proto__=x&constructor=x&csrfToken=x&redirectTo=//evil.example"],
    [{}, ""],
  ];
  for (const [headers, body] of bodies) {
    const started = await post(new HttpVisitor(), signInUrl("google"), headers, body);
    expect([started.status, started.location]).toEqual([303, expect.stringContaining("/google/")]);
    const { visitor } = await signedInUser();
    const ended = await post(visitor, signOutUrl, headers, body);
    expect([ended.status, ended.location]).toEqual([303, "/"]);
    expect(await visitor.sessionUser()).toBeNull();
  }
});

async function expectNothingDone([headers, body]: Body, status: number): Promise<void> {
  const start = await post(new HttpVisitor(), signInUrl("google"), headers, body);
  await expectExplained(start, status);
  const { visitor } = await signedInUser();
  await expectExplained(await post(visitor, signOutUrl, headers, body), status);
  expect(await visitor.sessionUser()).not.toBeNull();
}

async function expectExplained(response: HttpResponse, status: number): Promise<void> {
  expect(response.status).toBe(status);
  expect([response.location, response.cookies]).toEqual([null, []]);
  expect(response.headers["cache-control"]).toContain("no-store");
  expect(response.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  const line = await logLineOf(referenceOn(response));
  expect([line.event, line.level]).toEqual(["request.refused", "warn"]);
}

function post(
  visitor: HttpVisitor,
  path: string,
  headers: OutgoingHttpHeaders,
  body: string | Buffer,
): Promise<HttpResponse> {
  const own = { origin: stack().appUrl, "sec-fetch-site": "same-origin" };
  return visitor.send(path, { method: "POST", headers: { ...own, ...headers }, body });
}
