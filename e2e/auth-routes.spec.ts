import { expect, test } from "@playwright/test";
import { post } from "./support/auth-request";
import { control, providerNames } from "./support/control";
import { HttpVisitor, signInUrl, signOutUrl } from "./support/http-visitor";
import { stack } from "./support/stack";

const methods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];

/** The methods of each address, as an Allow header lists them. */
const routes: Record<string, string> = {
  "/api/auth/signin": "GET",
  "/api/auth/signin/google": "POST",
  "/api/auth/signin/github": "POST",
  "/api/auth/signout": "POST",
  "/api/auth/session": "GET, POST",
  "/api/auth/providers": "GET",
  "/api/auth/csrf": "GET",
  "/api/auth/error": "GET",
  "/api/auth/callback/google": "GET",
};

const notServed = [
  "/api/auth",
  "/api/auth/verify-request",
  "/api/auth/webauthn-options",
  "/api/auth/webauthn-options/google",
  "/api/auth/callback",
  "/api/auth/callback/google/more",
  "/api/auth/signin/google/more",
  "/api/auth/signout/google",
  "/api/auth/session/x",
  "/api/auth/error/x",
  "/api/auth/constructor",
  "/api/auth/__proto__",
  "/api/auth/Session",
];

for (const path of notServed) {
  test(`${path} does not exist, for any method`, async () => {
    for (const method of methods) {
      const headers = { origin: stack().appUrl };
      const response = await new HttpVisitor().send(path, { method, headers });
      // The catch-all route needs a segment, so the first path is a page to Next.js.
      const expected = path === "/api/auth" ? [404, 405] : [404];
      expect([method, expected]).toEqual([method, expect.arrayContaining([response.status])]);
      expect(response.location).toBeNull();
      expect(response.cookies).toEqual([]);
    }
  });
}

for (const [path, allow] of Object.entries(routes)) {
  test(`${path} responds with 405 to all methods but ${allow}`, async () => {
    const refused = methods.filter((method) => !allow.split(", ").includes(method));
    for (const method of refused) {
      const headers = { origin: stack().appUrl };
      const response = await new HttpVisitor().send(path, { method, headers });
      expect([method, response.status]).toEqual([method, 405]);
      expect(response.headers.allow).toBe(allow);
      expect(response.headers["referrer-policy"]).toBe("no-referrer");
      expect(response.location).toBeNull();
      expect(response.cookies).toEqual([]);
    }
  });
}

for (const id of ["nope", "__proto__", "constructor", "Google", "credentials", "%E0%A4%A"]) {
  // The last one isn't an id that could be decoded.
  const title = id.includes("%") ? "Page not found" : "This way to sign in isn’t available";
  test(`a provider with the id ${id} does not exist`, async () => {
    for (const response of [
      await post(signInUrl(id)),
      await new HttpVisitor().get(`/api/auth/callback/${id}?code=c&state=s`),
    ]) {
      expect(response.status).toBe(404);
      expect(response.body).toContain(title);
      expect(response.cookies).toEqual([]);
    }
  });
}

for (const provider of providerNames) {
  for (const method of methods.slice(1)) {
    test(`${method} on the ${provider} callback responds with 405 and leaves the flow intact`, async () => {
      const user = await control.createAccount({ google: {}, github: {} });
      const visitor = new HttpVisitor();
      const url = await visitor.reachCallback(provider, user);
      const response = await visitor.send(`${url.pathname}${url.search}`, { method });
      expect(response.status).toBe(405);
      expect(response.headers.allow).toBe("GET");
      expect((await visitor.follow(url)).status).toBe(303);
    });
  }
}

test("GET on the sign-out leaves the user signed in", async () => {
  const visitor = new HttpVisitor();
  await visitor.signIn("google", await control.createAccount({ google: {} }));
  expect((await visitor.get(`${signOutUrl}?callbackUrl=/`)).status).toBe(405);
  expect(await visitor.sessionUser()).not.toBeNull();
});
