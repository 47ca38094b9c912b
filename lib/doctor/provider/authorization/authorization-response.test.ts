import { describe, expect, it } from "vitest";
import { readAuthorizationResponse } from "./authorization-response";

const redirectAddress = "https://foyer.test/api/auth/callback/x";

function read(response: { status?: number; location?: string; text?: string }) {
  const { status = response.location ? 302 : 200, location, text = "" } = response;
  const url = location ? new URL(location, "https://provider.test/authorize") : null;
  return readAuthorizationResponse({ status, location: url, text }, redirectAddress);
}

/** As Google builds it: https://protobuf.dev/programming-guides/encoding */
function googleError(code: string, words = "You can't sign in to this app.") {
  const field = (tag: number, text: string) =>
    Buffer.concat([Buffer.from([tag, Buffer.byteLength(text)]), Buffer.from(text)]);
  const message = Buffer.concat([field(0x0a, code), field(0x12, words)]).toString("base64url");
  return `https://accounts.google.com/signin/oauth/error?authError=${message}&flowName=x`;
}

const mismatch = { kind: "refused", because: "redirect-address", code: "redirect_uri_mismatch" };

describe("recognises an address that is not registered", () => {
  it.each<[string, Parameters<typeof read>[0]]>([
    [
      "at Google, whose error page gets the code",
      { location: googleError("redirect_uri_mismatch") },
    ],
    [
      "at Google, by a prefix in published reports",
      {
        location:
          "https://accounts.google.com/signin/oauth/error/v2?authError=ChVyZWRpcmVjdF91cmlfbWlzbWF0Y2gSsAEKWW91",
      },
    ],
    [
      "at GitHub, which redirects to the registered address",
      { location: "https://another.test/callback?error=redirect_uri_mismatch&state=x" },
    ],
    [
      "at GitHub, on its page",
      {
        text: "<h1>Be careful!</h1><p>The <code>redirect_uri</code> is not associated with this application.</p>",
      },
    ],
    ["at Keycloak", { status: 400, text: "<p>Invalid parameter: redirect_uri</p>" }],
    ["at Auth0", { status: 403, text: "<h1>Callback URL mismatch.</h1>" }],
    ["at Microsoft", { text: "AADSTS50011: The redirect URI specified does not match" }],
    ["at GitLab", { status: 401, text: "The redirect URI included is not valid." }],
    [
      "at an OpenID provider that uses oidc-provider",
      { status: 400, text: "redirect_uri did not match any of the client's registered" },
    ],
  ])("%s", (_, response) => {
    expect(read(response)).toEqual(mismatch);
  });
});

it.each<[string, Parameters<typeof read>[0], string]>([
  ["Google", { location: googleError("invalid_client") }, "invalid_client"],
  ["Google, for a deleted client", { location: googleError("deleted_client") }, "deleted_client"],
  ["GitHub", { status: 404, text: "Not Found" }, "status 404"],
  ["Keycloak", { status: 400, text: "Client not found." }, "invalid_client"],
  ["Microsoft", { text: "AADSTS700016: Application was not found" }, "invalid_client"],
])("recognises an unknown client at %s", (_, response, code) => {
  expect(read(response)).toEqual({ kind: "refused", because: "client", code });
});

it("does not take an error at our own address for an unregistered address", () => {
  expect(read({ location: `${redirectAddress}?error=redirect_uri_unusable&state=x` })).toEqual({
    kind: "refused",
    because: "something",
    code: "redirect_uri_unusable",
  });
});

it.each<[string, Parameters<typeof read>[0]]>([
  ["Google's sign-in", { location: "https://accounts.google.com/v3/signin/identifier?x=1" }],
  ["GitHub's sign-in", { location: "/login?client_id=a&return_to=%2Flogin%3Fredirect_uri%3Dx" }],
  ["a page that repeats the request", { text: `<a href="/login?redirect_uri=x&client_id=y">` }],
])("does not take a sign-in page for a refusal: %s", (_, response) => {
  expect(read(response)).toEqual({ kind: "went-on" });
});

it.each([429, 403, 500, 503])("concludes nothing from a page with status %i alone", (status) => {
  const text = "<h1>Sorry, you have been blocked</h1>";
  expect(read({ status, text })).toEqual({ kind: "unclear", code: `status ${status}` });
});

it.each([429, 500, 503])("concludes nothing from an error in JSON with status %i", (status) => {
  const text = '{"error":"invalid_request"}';
  expect(read({ status, text })).toEqual({ kind: "unclear", code: `status ${status}` });
});

it("takes status 403 without a page, as Glewlwyd sends it, for a refusal without a reason", () => {
  expect(read({ status: 403 })).toEqual({
    kind: "refused",
    because: "something",
    code: "status 403",
  });
});

it.each<[string, Parameters<typeof read>[0], object]>([
  [
    "a redirect to its own error page",
    { location: "/error?error=invalid_redirect&error_description=invalid+redirect+uri" },
    { because: "redirect-address", code: "invalid_redirect", description: "invalid redirect uri" },
  ],
  [
    "JSON",
    { status: 400, text: '{"error":"invalid_request","error_description":"redirect_uri unknown"}' },
    { because: "redirect-address", code: "invalid_request", description: "redirect_uri unknown" },
  ],
  [
    "JSON without a description",
    { status: 403, text: '{"error":"unauthorized_client"}' },
    { because: "client", code: "unauthorized_client" },
  ],
])("reads code and description of a refusal in %s", (_, response, expected) => {
  expect(read(response)).toEqual({ kind: "refused", ...expected });
});

it("does not repeat what Google sends in place of a message", () => {
  const location = "https://accounts.google.com/signin/oauth/error?authError=!!<b>";
  expect(read({ location })).toMatchObject({ kind: "refused", code: "without a code" });
});
