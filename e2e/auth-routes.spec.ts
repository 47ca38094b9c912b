import { expect, test } from "@playwright/test";
import { control, providerNames } from "./support/control";
import { HttpVisitor } from "./support/http-visitor";

const notServed = [
  "/api/auth",
  "/api/auth/signin",
  "/api/auth/signin/google",
  "/api/auth/signout",
  "/api/auth/csrf",
  "/api/auth/providers",
  "/api/auth/error",
  "/api/auth/verify-request",
  "/api/auth/webauthn-options",
  "/api/auth/callback",
  "/api/auth/callback/nope",
  "/api/auth/callback/__proto__",
  "/api/auth/callback/google/more",
  "/api/auth/session/x",
];

for (const path of notServed) {
  test(`${path} does not exist, for GET or POST`, async () => {
    const visitor = new HttpVisitor();
    const got = await visitor.get(path);
    expect(got.status).toBe(404);
    const posted = await visitor.submit(path, [["provider", "google"]]);
    // Next.js responds with 400 to a form that names no server action of the page.
    expect([400, 404, 405]).toContain(posted.status);
    for (const response of [got, posted]) {
      expect(response.location).toBeNull();
      expect(response.cookies).toEqual([]);
    }
  });
}

for (const provider of providerNames) {
  for (const method of ["HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]) {
    test(`${method} on the ${provider} callback responds with 405 and leaves the flow intact`, async () => {
      const user = await control.createAccount({ google: {}, github: {} });
      const visitor = new HttpVisitor();
      const url = await visitor.reachCallback(provider, user);
      const response = await visitor.send(`${url.pathname}${url.search}`, { method });
      expect(response.status).toBe(405);
      expect(response.headers.allow).toBe("GET");
      expect(response.headers["referrer-policy"]).toBe("no-referrer");
      expect((await visitor.follow(url)).status).toBe(303);
    });
  }
}

test("the session endpoint returns null without a session", async () => {
  const response = await new HttpVisitor().get("/api/auth/session");
  expect([response.status, response.body]).toEqual([200, "null"]);
  expect(response.headers["cache-control"]).toContain("no-store");
});

test("the session endpoint returns the current user and nothing else", async () => {
  const user = await control.createAccount({ google: { name: "Rosa Example" } });
  const visitor = new HttpVisitor();
  await visitor.signIn("google", user);
  const response = await visitor.get("/api/auth/session");
  expect(JSON.parse(response.body)).toEqual({
    user: {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      username: user.google?.email.split("@")[0],
      name: "Rosa Example",
      email: user.google?.email,
      image: null,
    },
    expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
  expect(response.headers["cache-control"]).toContain("no-store");
});

test("a provider id that cannot be decoded is not found", async () => {
  const response = await new HttpVisitor().get("/api/auth/callback/%E0%A4%A");
  expect(response.status).toBe(404);
  expect(response.body).toContain("There is nothing at this address");
});
