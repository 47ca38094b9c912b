import { afterAll, beforeAll, expect, test } from "vitest";
import { TestApplication } from "../test-application";

let app: TestApplication;

beforeAll(async () => {
  app = await TestApplication.start();
});
afterAll(() => app.providers.close());

test("GitHub's token response is form-encoded unless JSON is requested, and errors have status 200", async () => {
  const { code, flow } = await app.githubCode("ada");
  const wrong = await app.redeemGitHub(code, flow.verifier, { client_secret: "wrong" });
  expect(wrong).toMatchObject({ error: "incorrect_client_credentials" });

  const response = await fetch(`${app.providers.githubUrl}/login/oauth/access_token`, {
    method: "POST",
    body: app.githubForm(code, flow.verifier),
  });
  expect(response.headers.get("content-type")).toContain("application/x-www-form-urlencoded");
  const received = new URLSearchParams(await response.text());
  expect(received.get("token_type")).toBe("bearer");
  expect(received.get("scope")).toBe("user:email");

  const again = await app.redeemGitHub(code, flow.verifier);
  expect(again).toMatchObject({ error: "bad_verification_code" });
});

test("GitHub rejects a wrong code_verifier and invalidates the code", async () => {
  const { code, flow } = await app.githubCode("ada");
  expect(await app.redeemGitHub(code, "wrong")).toMatchObject({ error: "bad_verification_code" });
  expect(await app.redeemGitHub(code, flow.verifier)).toMatchObject({
    error: "bad_verification_code",
  });
});

test("GitHub returns addresses only to a token with the scope", async () => {
  const narrow = await app.githubToken("private", "read:user");
  expect((await app.api("/user", narrow)).body).toMatchObject({
    login: "private-priya",
    email: null,
  });
  expect((await app.api("/user/emails", narrow)).status).toBe(404);

  const wide = await app.githubToken("private", "read:user user:email");
  expect((await app.api("/user/emails", wide)).body[0]).toEqual({
    email: "priya@example.com",
    primary: true,
    verified: true,
    visibility: "private",
  });
  expect((await app.api("/user", "gho_wrong")).status).toBe(401);
});

test("GitHub splits a list of addresses into pages, and names the next one", async () => {
  const emails = Array.from({ length: 35 }, (_, index) => ({
    email: `a${index}@example.com`,
    primary: index === 33,
    verified: true,
    visibility: null,
  }));
  const { id } = await app.control("accounts", { github: { emails } });
  const token = await app.githubToken(id);
  const first = await app.api("/user/emails", token);
  expect(first.body).toHaveLength(30);
  expect(first.link).toMatch(/<http:[^>]+\/user\/emails\?page=2>; rel="next"/);
  const second = await app.api("/user/emails?page=2", token);
  expect([second.body.length, second.link]).toEqual([5, expect.not.stringContaining("next")]);
  const whole = await app.api("/user/emails?per_page=100", token);
  expect([whole.body.length, whole.link]).toEqual([35, null]);
});
