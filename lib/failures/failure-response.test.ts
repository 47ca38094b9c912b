import { describe, expect, it } from "vitest";
import { failureResponse } from "./failure-response";
import { tooLarge } from "./failures";

const failure = tooLarge({ href: "/sign-in", label: "common.tryAgain" });

function respond(headers: Record<string, string>, path = "/api/auth/signin/google") {
  return failureResponse(
    failure,
    new Headers({ "x-foyer-path": path, "x-foyer-reference": "abc", ...headers }),
  );
}

describe("a failure below /api/", () => {
  it("is a page for browsers", async () => {
    const response = respond({ accept: "text/html,application/json;q=0.9" });
    expect([response.status, response.headers.get("content-type")]).toEqual([
      413,
      "text/html; charset=utf-8",
    ]);
    expect(await response.text()).toContain("That’s too large");
  });

  it("is its code and reference for programs", async () => {
    const response = respond({ accept: "application/json" });
    expect([response.status, await response.json()]).toEqual([
      413,
      { error: "InvalidRequest", reference: "abc" },
    ]);
  });

  it("is also an address with the code for next-auth/react, whose signIn reads it from there", async () => {
    expect(await respond({ "x-auth-return-redirect": "1" }).json()).toEqual({
      error: "InvalidRequest",
      reference: "abc",
      url: "http://localhost:3000/sign-in?error=InvalidRequest",
    });
  });
});

it("is a page in the language that the browser chose, or that it accepts", async () => {
  const chosen = respond({ cookie: "foyer.locale.3000=ar", "accept-language": "de" }, "/");
  expect(await chosen.text()).toContain('<html lang="ar" dir="rtl">');
  expect(await respond({ "accept-language": "de" }, "/").text()).toContain(
    '<html lang="de" dir="ltr">',
  );
});

it("is a page at every other address", () => {
  const response = respond({ accept: "application/json", "x-auth-return-redirect": "1" }, "/");
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
});
