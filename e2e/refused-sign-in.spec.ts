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

type Body = [OutgoingHttpHeaders, string | Buffer];

/** Beside those of e2e/auth-posts.spec.ts. */
const refused: Record<string, [status: number, ...Body]> = {
  "a body of no type": [400, {}, "callbackUrl=/account"],
  "a form without boundary": [400, { "content-type": "multipart/form-data" }, "words"],
  "a malformed form": [400, multipartType, `--${boundary}\r\nwords\r\n\r\n--`],
  "a JSON text": [400, json, '"/account"'],
  "a compressed body": [
    400,
    { ...json, "content-encoding": "gzip" },
    Buffer.from([0x1f, 0x8b, 8, 0]),
  ],
  "a chunked form of 30 MB": [
    413,
    { ...multipartType, "transfer-encoding": "chunked" },
    multipart(["x", "x".repeat(30_000_000)]),
  ],
};

for (const [what, [status, ...body]] of Object.entries(refused)) {
  test(`${what} neither starts a sign-in nor signs out, and gets a ${status}`, async () => {
    const start = await post(new HttpVisitor(), signInUrl("google"), body);
    await expectExplained(start, status);
    const { visitor } = await signedInUser();
    await expectExplained(await post(visitor, signOutUrl, body), status);
    expect(await visitor.sessionUser()).not.toBeNull();
  });
}

test("unknown and prototype fields change nothing: the sign-in starts, and the user signs out", async () => {
  const bodies: Body[] = [
    [json, '{"__proto__":"x","constructor":"x","csrfToken":"x","json":"true"}'],
    [urlEncoded, "__proto__=x&constructor=x&csrfToken=x&redirectTo=//evil.example"],
    [{}, ""],
  ];
  for (const body of bodies) {
    const started = await post(new HttpVisitor(), signInUrl("google"), body);
    expect([started.status, started.location]).toEqual([303, expect.stringContaining("/google/")]);
    const { visitor } = await signedInUser();
    const ended = await post(visitor, signOutUrl, body);
    expect([ended.status, ended.location]).toEqual([303, "/"]);
    expect(await visitor.sessionUser()).toBeNull();
  }
});

async function expectExplained(response: HttpResponse, status: number): Promise<void> {
  expect(response.status).toBe(status);
  expect([response.location, response.cookies]).toEqual([null, []]);
  expect(response.headers["cache-control"]).toContain("no-store");
  expect(response.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  const line = await logLineOf(referenceOn(response));
  expect([line.event, line.level]).toEqual(["request.refused", "warn"]);
}

function post(visitor: HttpVisitor, path: string, [headers, body]: Body): Promise<HttpResponse> {
  const own = { origin: stack().appUrl, "sec-fetch-site": "same-origin" };
  return visitor.send(path, { method: "POST", headers: { ...own, ...headers }, body });
}
