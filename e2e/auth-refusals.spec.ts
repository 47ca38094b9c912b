import { expect, test } from "@playwright/test";
import { acceptJson, jsonOf, post, returnRedirect } from "./support/auth-request";
import { HttpVisitor, signInUrl, signOutUrl } from "./support/http-visitor";
import { stack } from "./support/stack";

test("a program that asks for JSON gets each refusal as JSON", async () => {
  const { appUrl } = stack();
  const from = (origin: string) => ({ ...acceptJson, origin });
  const refusals = [
    // Refused by the gate, before the route has it.
    [await post(signInUrl("google"), "a".repeat(1_100_000), from(appUrl)), 413, "InvalidRequest"],
    [await post("/api/auth/verify-request", "", from(appUrl)), 404, "NotFound"],
    [await post(signInUrl("nope"), "", from(appUrl)), 404, "UnknownProvider"],
    [await post("/api/auth/csrf", "", from(appUrl)), 405, "MethodNotAllowed"],
    [await post(signInUrl("google"), "", from("https://evil.example")), 403, "CrossSite"],
    [await post(signOutUrl, "", from("https://evil.example")), 403, "CrossSite"],
    [await post("/api/auth/session", "", from("https://evil.example")), 403, "CrossSite"],
    [
      await post(signInUrl("google"), "callbackUrl=1&callbackUrl=2", from(appUrl)),
      400,
      "InvalidRequest",
    ],
    [await post(signOutUrl, "x".repeat(2_000_000), from(appUrl)), 413, "InvalidRequest"],
    [
      await new HttpVisitor().get("/api/auth/callback/google?code=c&state=s", acceptJson),
      401,
      "CallbackNotOurs",
    ],
    [await new HttpVisitor().get("/api/auth/callback/%E0%A4%A", acceptJson), 404, "NotFound"],
  ] as const;
  for (const [response, status, error] of refusals) {
    const reference = expect.stringMatching(/^\w{10}$/);
    expect([response.status, jsonOf(response)]).toEqual([status, { error, reference }]);
    expect(response.headers["cache-control"]).toContain("no-store");
  }
});

test("a browser gets each refusal as a page", async () => {
  const accept = "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8";
  for (const headers of [{}, { accept: "*/*" }, { accept }]) {
    const response = await new HttpVisitor().get("/api/auth/verify-request", headers);
    expect(response.headers["content-type"]).toContain("text/html");
  }
});

test("next-auth/react gets each refusal as an address that carries the error", async () => {
  const { appUrl } = stack();
  const from = (origin: string) => ({ ...returnRedirect, origin });
  const refusals = [
    [await post(signInUrl("nope"), "", from(appUrl)), 404, "UnknownProvider"],
    [await post(signInUrl("google"), "", from("https://evil.example")), 403, "CrossSite"],
    [await post(signOutUrl, "", from("https://evil.example")), 403, "CrossSite"],
    [await post(`${signInUrl("google")}?prompt=none`, "", from(appUrl)), 400, "InvalidRequest"],
    [
      await post(signOutUrl, `callbackUrl=${"a".repeat(3_000)}`, from(appUrl)),
      413,
      "InvalidRequest",
    ],
    // Refused by the gate, before the route has it.
    [await post(signInUrl("google"), "a".repeat(1_100_000), from(appUrl)), 413, "InvalidRequest"],
    [await post("/api/auth/verify-request", "", from(appUrl)), 404, "NotFound"],
    [await post("/api/auth/providers", "", from(appUrl)), 405, "MethodNotAllowed"],
  ] as const;
  for (const [response, status, error] of refusals) {
    const url = `${appUrl}/sign-in?error=${error}`;
    expect([response.status, jsonOf(response)]).toMatchObject([status, { error, url }]);
    expect(response.cookies).toEqual([]);
  }
});
