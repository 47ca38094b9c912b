import { expect, test } from "@playwright/test";
import { jsonOf, post, returnRedirect } from "./support/auth-request";
import { control } from "./support/control";
import { HttpVisitor, sessionCookie, signInUrl, signOutUrl } from "./support/http-visitor";
import { multipart, multipartType } from "./support/multipart";
import { stack } from "./support/stack";

const posts = [signInUrl("google"), signInUrl("github"), signOutUrl];
const json = { "content-type": "application/json" };

async function signedIn(): Promise<HttpVisitor> {
  const visitor = new HttpVisitor();
  await visitor.signIn("google", await control.createAccount({ google: {}, github: {} }));
  return visitor;
}

/** Where a visitor who started with this request returns to from Google. */
async function returnAfter(body: string, headers = {}): Promise<string | null> {
  const visitor = new HttpVisitor();
  const started = await post(signInUrl("google"), body, headers, visitor);
  expect(started.status).toBe(303);
  const { id } = await control.createAccount({ google: {} });
  const callback = await control.authorize({ url: started.location ?? "", account: id });
  return (await visitor.follow(new URL(callback))).location;
}

const crossSite: Record<string, Record<string, string | undefined>> = {
  "another origin": { origin: "https://evil.example" },
  "our origin at another port": { origin: "http://localhost:1" },
  "a sandboxed frame": { origin: "null", "sec-fetch-site": "cross-site" },
  "another site, without an Origin": { origin: undefined, "sec-fetch-site": "cross-site" },
  "our site's other host": { origin: undefined, "sec-fetch-site": "same-site" },
  "nowhere that it says": { origin: undefined },
};

for (const path of [...posts, "/api/auth/session"]) {
  for (const [from, headers] of Object.entries(crossSite)) {
    test(`POST ${path} from ${from} is refused, and the session stays`, async () => {
      const visitor = await signedIn();
      const response = await post(path, "", headers, visitor);
      expect([response.status, response.location, response.cookies]).toEqual([403, null, []]);
      expect(await visitor.sessionUser()).not.toBeNull();
    });
  }
}

const bodies: Record<string, [status: number, body: string, headers: Record<string, string>]> = {
  "a doubled field": [400, "callbackUrl=%2Fa&callbackUrl=%2Fa", {}],
  "a doubled field of another name": [400, "csrfToken=1&csrfToken=2", {}],
  "an oversized field": [413, `callbackUrl=%2F${"a".repeat(3_000)}`, {}],
  "more fields than a form has": [413, `${"a=&".repeat(6_000)}b=1`, {}],
  "a long body": [413, "x".repeat(1_100_000), {}],
  "a file": [400, fileBody(), multipartType],
  "doubled parts": [400, multipart(["callbackUrl", "/a"], ["callbackUrl", "/b"]), multipartType],
  "half of a multipart body": [400, multipart(["callbackUrl", "/a"]).slice(0, 40), multipartType],
  "JSON that ends early": [400, '{"callbackUrl":', json],
  "a JSON array": [400, '["/a"]', json],
  "a JSON value that is no text": [400, '{"callbackUrl":{"toString":"/a"}}', json],
  "JSON null": [400, "null", json],
  "an unknown type": [400, "callbackUrl=/a", { "content-type": "text/plain" }],
};

function fileBody(): string {
  const file = multipart(["callbackUrl", "/a"]);
  return file.replace('name="callbackUrl"', 'name="callbackUrl"; filename="a"');
}

for (const [name, [status, body, headers]] of Object.entries(bodies)) {
  test(`${name} is refused, starts nothing and ends nothing`, async () => {
    const visitor = await signedIn();
    for (const path of posts) {
      const response = await post(path, body, headers, visitor);
      expect([path, response.status, response.location]).toEqual([path, status, null]);
      expect(response.cookies).toEqual([]);
    }
    expect(await visitor.sessionUser()).not.toBeNull();
  });
}

test("a doubled or oversized parameter of the query is refused", async () => {
  for (const [query, status] of [
    ["prompt=login&prompt=login", 400],
    ["a=1&a=2", 400],
    [`login_hint=${"a".repeat(3_000)}`, 413],
    ["prompt=none", 400],
    ["prompt=login%20none", 400],
  ] as const) {
    const response = await post(`${signInUrl("google")}?${query}`);
    expect([query, response.status, response.location]).toEqual([query, status, null]);
    expect(response.cookies).toEqual([]);
  }
});

test("a callbackUrl returns only to a path of ours, in a form and in JSON", async () => {
  const { appUrl } = stack();
  const paths: [callbackUrl: string, path: string][] = [
    ["/account/sessions?a=1#b", "/account/sessions?a=1#b"],
    [`${appUrl}/account/data`, "/account/data"],
    ["https://evil.example/account", "/"],
    [`${appUrl}.evil.example/account`, "/"],
    [`${appUrl.replace("http:", "https:")}/account`, "/"],
  ];
  for (const [callbackUrl, path] of paths) {
    const form = new URLSearchParams({ callbackUrl, csrfToken: "ignored" }).toString();
    expect([callbackUrl, await returnAfter(form)]).toEqual([callbackUrl, path]);
    const body = JSON.stringify({ callbackUrl });
    expect([callbackUrl, await returnAfter(body, json)]).toEqual([callbackUrl, path]);
    const visitor = await signedIn();
    const left = await post(signOutUrl, form, {}, visitor);
    expect([left.status, left.location]).toEqual([303, path]);
    expect(await visitor.sessionUser()).toBeNull();
  }
});

test("a start and a sign-out need no body", async () => {
  expect(await returnAfter("")).toBe("/");
  const visitor = await signedIn();
  const headers = { "content-type": undefined, origin: "null", "sec-fetch-site": "same-origin" };
  const left = await post(signOutUrl, "", headers, visitor);
  expect([left.status, left.location]).toEqual([303, "/"]);
});

test("next-auth/react is told where to go", async () => {
  const visitor = new HttpVisitor();
  const started = await post(signInUrl("google"), "callbackUrl=/account", returnRedirect, visitor);
  const { url } = jsonOf(started) as { url: string };
  const { id } = await control.createAccount({ google: {} });
  const callback = await control.authorize({ url, account: id });
  expect((await visitor.follow(new URL(callback))).location).toBe("/account");

  const again = await post(signInUrl("github"), "callbackUrl=/account", returnRedirect, visitor);
  expect([again.status, jsonOf(again)]).toEqual([200, { url: `${stack().appUrl}/account` }]);

  const left = await post(signOutUrl, "callbackUrl=/orders", returnRedirect, visitor);
  expect([left.status, jsonOf(left)]).toEqual([200, { url: `${stack().appUrl}/orders` }]);
  expect(visitor.jar.get(sessionCookie)).toBeFalsy();
});
