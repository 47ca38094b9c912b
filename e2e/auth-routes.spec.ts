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
  test(`${path} is not there, by GET or by POST`, async () => {
    const visitor = new HttpVisitor();
    const got = await visitor.get(path);
    expect(got.status).toBe(404);
    const posted = await visitor.submit(path, [["provider", "google"]]);
    // 400 is Next's own answer to a form that names no server action of the page.
    expect([400, 404, 405]).toContain(posted.status);
    for (const answer of [got, posted]) {
      expect(answer.location).toBeNull();
      expect(answer.cookies).toEqual([]);
    }
  });
}

for (const provider of providerNames) {
  for (const method of ["HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]) {
    test(`${method} on the ${provider} callback is answered with 405 and leaves the flow alone`, async () => {
      const person = await control.createAccount({ google: {}, github: {} });
      const visitor = new HttpVisitor();
      const url = await visitor.reachCallback(provider, person);
      const answer = await visitor.send(`${url.pathname}${url.search}`, { method });
      expect(answer.status).toBe(405);
      expect(answer.headers.allow).toBe("GET");
      expect(answer.headers["referrer-policy"]).toBe("no-referrer");
      expect((await visitor.follow(url)).status).toBe(303);
    });
  }
}

test("the session endpoint answers null to a stranger", async () => {
  const answer = await new HttpVisitor().get("/api/auth/session");
  expect([answer.status, answer.body]).toEqual([200, "null"]);
  expect(answer.headers["cache-control"]).toContain("no-store");
});

test("the session endpoint tells a visitor who they are and nothing else", async () => {
  const person = await control.createAccount({ google: { name: "Rosa Example" } });
  const visitor = new HttpVisitor();
  await visitor.signIn("google", person);
  const answer = await visitor.get("/api/auth/session");
  expect(JSON.parse(answer.body)).toEqual({
    user: {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      username: person.google?.email.split("@")[0],
      name: "Rosa Example",
      email: person.google?.email,
      image: null,
    },
    expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
  expect(answer.headers["cache-control"]).toContain("no-store");
});

test("a provider's name that cannot be decoded is not found", async () => {
  const answer = await new HttpVisitor().get("/api/auth/callback/%E0%A4%A");
  expect(answer.status).toBe(404);
  expect(answer.body).toContain("There is nothing at this address");
});
