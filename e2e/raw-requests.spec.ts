import { expect, test } from "@playwright/test";
import { openForm, signedInUser } from "./support/account-form";
import { HttpVisitor, sessionCookie, signInUrl, signOutUrl } from "./support/http-visitor";
import { multipart, multipartType } from "./support/multipart";
import { profileForm, profileOf } from "./support/profile";
import { expectOurs, headerOf, rawHead, sendRaw } from "./support/raw-request";
import { stack } from "./support/stack";

const close = "Connection: close";

/** Headers that Next.js uses or used internally, and those that our own parts use. */
const internal: Record<string, string[]> = {
  "x-middleware-subrequest": ["middleware", "src/middleware", "proxy", "src/proxy"].map(
    (name) => `x-middleware-subrequest: ${Array(5).fill(name).join(":")}`,
  ),
  "x-middleware-subrequest-id": ["x-middleware-subrequest-id: 1"],
  "x-middleware-next": ["x-middleware-next: 1"],
  "x-middleware-rewrite": ["x-middleware-rewrite: /api/health"],
  "x-middleware-redirect": ["x-middleware-redirect: https://evil.example"],
  "x-middleware-skip": ["x-middleware-skip: 1"],
  "x-middleware-set-cookie": ["x-middleware-set-cookie: planted=1"],
  "x-middleware-override-headers": [
    "x-middleware-override-headers: cookie,x-foyer-path",
    "x-middleware-request-x-foyer-path: /planted",
    "x-middleware-request-cookie: planted=1",
  ],
  "x-invoke": [
    "x-invoke-path: /api/health",
    "x-invoke-output: /api/health",
    "x-invoke-query: %7B",
    "x-invoke-status: 500",
    "x-invoke-error: planted",
  ],
  "x-matched-path": ["x-matched-path: /api/health", "x-now-route-matches: 1=planted"],
  "x-nextjs-data": ["x-nextjs-data: 1"],
  "next-resume": ["next-resume: 1", "x-next-resume-state-length: 5"],
  "x-foyer": [
    "x-foyer-path: //evil.example",
    "x-foyer-reference: planted",
    "x-foyer-flash: planted",
    "x-nonce: planted",
    "content-security-policy: script-src 'nonce-planted'",
  ],
  "x-foyer-gate": ["x-foyer-gate: planted"],
  "headers in odd case": ["X-FOYER-PATH: /planted", "X-MiddleWare-SubRequest: proxy"],
  "800 addresses": [`X-Forwarded-For: ${Array(800).fill("192.0.2.1").join(", ")}`],
  "an unknown protocol": ["X-Forwarded-Proto: gopher", "X-Forwarded-Host: evil.example"],
};

for (const [name, headers] of Object.entries(internal)) {
  test(`${name}, sent by a client, neither opens an account page nor changes any response`, async () => {
    const account = await sendRaw(rawHead("GET /account", [...headers, close]));
    expect([account.status, headerOf(account, "location")]).toEqual([
      307,
      "/sign-in?callbackUrl=%2Faccount",
    ]);
    const home = await sendRaw(rawHead("GET /", [...headers, close]));
    expect(home.status).toBe(200);
    for (const response of [account, home]) {
      expectOurs(response);
      expect(response.text).not.toContain("planted");
    }
  });
}

test("malformed headers of the client router open no account page and cause no error", async () => {
  const trees = ["garbage%%%", "%5B%22%22%5D", '{"a":', `%5B${"x".repeat(9_000)}`, "null"];
  const headerSets = [
    ...trees.map((tree) => ["rsc: 1", `next-router-state-tree: ${tree}`]),
    ["rsc: 1", "next-router-prefetch: 9", "next-router-segment-prefetch: /_x/../y"],
    ["rsc: 1", "next-router-prefetch: 1", "next-router-segment-prefetch: /_tree"],
    ["rsc: 1", "next-url: //evil.example", "next-action: x"],
    ["x-middleware-prefetch: 1"],
  ];
  for (const headers of headerSets) {
    for (const path of ["/", "/account"]) {
      const first = await sendRaw(rawHead(`GET ${path}`, [...headers, close]));
      // Next.js redirects such a request to a URL with `_rsc`, to cache its response separately.
      const again = headerOf(first, "location");
      const responses = [first];
      if (again?.includes("_rsc"))
        responses.push(await sendRaw(rawHead(`GET ${again}`, [...headers, close])));
      for (const response of responses) {
        expect(response.status, String(headers)).toBeLessThan(500);
        expectOurs(response);
        expect(response.text).not.toContain("Your profile");
      }
    }
  }
});

const forged = ["proxy:proxy:proxy:proxy:proxy", "middleware", "1"].flatMap((value) =>
  ["x-middleware-subrequest", "x-middleware-skip", "x-action-forwarded", "x-foyer-gate"].map(
    (name) => `${name}: ${value}`,
  ),
);

test("a forged internal header does not get a cross-site action past the checks", async () => {
  const { user, visitor } = await signedInUser();
  const fields = await openForm(visitor, profileForm, { name: "Planted" });
  const typeHeader = `Content-Type: ${multipartType["content-type"]}`;
  for (const header of forged) {
    const response = await sendCrossSite(visitor, "/account", {
      headers: [header, typeHeader],
      body: multipart(...fields),
    });
    expect(response.status).toBe(403);
  }
  expect((await profileOf(user)).name).not.toBe("Planted");
});

test("a forged internal header gets neither a cross-site sign-in nor sign-out past the checks", async () => {
  const { visitor } = await signedInUser();
  const signedOut = new HttpVisitor();
  for (const header of forged) {
    const headers = [header, "Content-Type: application/x-www-form-urlencoded"];
    const body = "callbackUrl=%2F";
    expect((await sendCrossSite(visitor, signOutUrl, { headers, body })).status).toBe(403);
    const start = await sendCrossSite(signedOut, signInUrl("google"), { headers, body });
    expect([start.status, headerOf(start, "set-cookie")]).toEqual([403, undefined]);
  }
  expect(await visitor.sessionUser()).not.toBeNull();
});

function sendCrossSite(
  visitor: HttpVisitor,
  path: string,
  { headers, body }: { headers: string[]; body: string },
) {
  const head = rawHead(`POST ${path}`, [
    "Origin: https://evil.example",
    `Cookie: ${sessionCookie}=${visitor.sessionToken()}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...headers,
    close,
  ]);
  return sendRaw(head + body);
}

const targets: Record<string, [line: string, status: number]> = {
  "another host's address": ["GET http://evil.example/account", 307],
  "our own address": ["GET http://localhost/account", 307],
  "an address without a host": ["GET http:///", 200],
  "an asterisk": ["OPTIONS *", 405],
  "two slashes": ["GET //evil.example/", 308],
};

for (const [name, [line, status]] of Object.entries(targets)) {
  test(`${name} as the request target is a path on our origin and redirects nowhere else`, async () => {
    const response = await sendRaw(rawHead(line, [close]));
    expect(response.status).toBe(status);
    expect(headerOf(response, "location") ?? "/").toMatch(/^\/(?!\/)/);
  });
}

test("a redirect to another spelling of a path has the security headers", async () => {
  for (const target of ["//evil.example/", "/account/", "/sign-in//"]) {
    const response = await sendRaw(rawHead(`GET ${target}`, [close]));
    expect([target, response.status]).toEqual([target, 308]);
    expectOurs(response);
  }
});

test("no Host header changes our origin", async () => {
  const { host } = new URL(stack().appUrl);
  const hosts = [
    ["Host: evil.example"],
    [`Host: ${host}`, "Host: evil.example"],
    ["Host: a b/%?#@["],
  ];
  for (const headers of hosts) {
    const response = await sendRaw(rawHead("GET /account", [...headers, close]));
    expect(headerOf(response, "location")).toBe("/sign-in?callbackUrl=%2Faccount");
    expectOurs(response);
  }
  expect((await sendRaw(`GET /account HTTP/1.1\r\n${close}\r\n\r\n`)).status).toBe(400);
});
