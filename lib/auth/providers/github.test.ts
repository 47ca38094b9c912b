import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import { providerFetch } from "@/lib/auth/oauth/provider-fetch";
import { apiOf } from "@/lib/auth/providers/github";
import { readGitHubClaims } from "@/lib/auth/providers/github-claims";
import { startLocalServer } from "@/lib/test-support/local-server";
import { thrownBy } from "@/lib/test-support/thrown";

const user = {
  id: 583231,
  login: "ada-l",
  name: "Ada Lovelace" as unknown,
  avatar_url: "https://avatars.githubusercontent.com/u/583231?v=4" as unknown,
  email: "public@example.com",
};
const primary = { email: "Ada@Example.com", primary: true, verified: true, visibility: null };
const second = { email: "second@example.com", primary: false, verified: true };
const unverified = { email: "un@example.com", primary: false, verified: false };

type ApiResponse = { body: unknown; status?: number };
const send = (response: ServerResponse, { body, status = 200 }: ApiResponse) =>
  response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body));

function claimsFrom(apiUrl: string, deadline?: AbortSignal) {
  return readGitHubClaims(apiUrl, "gho_t0ken", (url, init) =>
    providerFetch("userinfo", url, init, deadline),
  );
}
async function claimsOf(responses: { user?: ApiResponse; emails?: ApiResponse }) {
  const { origin } = await startLocalServer((request, response) =>
    send(
      response,
      request.url === "/user"
        ? (responses.user ?? { body: user })
        : (responses.emails ?? { body: [primary] }),
    ),
  );
  return claimsFrom(origin);
}
const claimsOfEmails = (body: unknown) => claimsOf({ emails: { body } });
const claimsOfUser = (changes: object) => claimsOf({ user: { body: { ...user, ...changes } } });

describe("a GitHub user", () => {
  it("has a number, a name, a picture and a verified primary address", async () => {
    expect(await claimsOf({})).toEqual({
      subject: "583231",
      email: "ada@example.com",
      email_verified: true,
      email_authoritative: false,
      name: "Ada Lovelace",
      picture: user.avatar_url,
    });
  });

  it("takes the login as its name when there is none", async () => {
    expect((await claimsOfUser({ name: null })).name).toBe("ada-l");
  });

  it("needs neither a valid name nor a picture", async () => {
    const claims = await claimsOfUser({ name: 5, avatar_url: "javascript:alert(1)" });
    expect(claims).toMatchObject({ subject: "583231", name: "ada-l", picture: null });
  });

  it("has its login as name if the name can't be seen", async () => {
    expect((await claimsOfUser({ name: "\u3164\u2800 \ufe0f" })).name).toBe("ada-l");
  });

  it("is requested with the access token, under /api/v3 on an Enterprise Server", async () => {
    const seen: unknown[] = [];
    const { origin, paths } = await startLocalServer((request, response) => {
      seen.push(request.headers.authorization, request.headers["user-agent"]);
      send(response, { body: request.url?.endsWith("/user") ? user : [primary] });
    });
    await claimsFrom(`${origin}/api/v3`);
    expect(paths.toSorted()).toEqual(["/api/v3/user", "/api/v3/user/emails?per_page=100"]);
    expect(seen).toEqual(["Bearer gho_t0ken", "foyer", "Bearer gho_t0ken", "foyer"]);
  });

  it("is requested in two parallel calls", async () => {
    const waiting: (() => void)[] = [];
    const { origin } = await startLocalServer((request, response) => {
      waiting.push(() => send(response, { body: request.url === "/user" ? user : [primary] }));
      if (waiting.length === 2) for (const respond of waiting) respond();
    });
    await expect(claimsFrom(origin, AbortSignal.timeout(2_000))).resolves.toBeDefined();
  });
});

describe("a GitHub user's address", () => {
  it("is the primary one, wherever it is in the list", async () => {
    const claims = await claimsOfEmails([unverified, second, primary]);
    expect(claims).toMatchObject({ email: "ada@example.com", email_verified: true });
  });

  it.each([
    ["the primary one is unverified", [second, { ...primary, verified: false }]],
    ["none is primary", [second, { ...primary, primary: false }]],
    ["there is none", []],
  ])("is not verified when %s", async (_, emails) => {
    const claims = await claimsOfEmails(emails);
    expect(claims.email_verified).toBe(false);
    expect(claims.email).not.toBe("second@example.com");
  });

  it("is never the public one of the profile", async () => {
    expect(await claimsOfEmails([])).toMatchObject({ email: null, email_verified: false });
  });

  it("counts as none when it is invalid", async () => {
    const claims = await claimsOfEmails([{ ...primary, email: "ada@example.com, x@evil.example" }]);
    expect(claims.email).toBeNull();
  });
});

describe("the address of GitHub's API", () => {
  it.each([
    ["https://github.com", "https://api.github.com"],
    ["https://octo-corp.ghe.com", "https://api.octo-corp.ghe.com"],
    ["https://github.example.com", "https://github.example.com/api/v3"],
    ["https://example.com/github", "https://example.com/github/api/v3"],
    ["http://127.0.0.1:9400/github", "http://127.0.0.1:9400/github/api/v3"],
    ["https://ghe.com", "https://ghe.com/api/v3"],
    ["https://a.ghe.com.example.com", "https://a.ghe.com.example.com/api/v3"],
  ])("of %s is %s", (site, api) => {
    expect(apiOf(site)).toBe(api);
  });
});

describe("an unusable response of GitHub", () => {
  it.each([
    ["an object in place of the list", { message: "Not Found" }],
    ["the addresses in an object", { 0: primary, length: 1 }],
    ["null", null],
    ["strings", ["ada@example.com"]],
    ["an address that is a number", [{ ...primary, email: 5 }]],
    ["an address that is a list", [{ ...primary, email: ["ada@example.com"] }]],
    ["no address in an entry", [second, { primary: true, verified: true }]],
    ["verified as a string", [{ ...primary, verified: "true" }]],
    ["verified as a number", [{ ...primary, verified: 1 }]],
    ["primary as a string", [{ ...primary, primary: "true" }]],
    ["verified left out", [{ email: primary.email, primary: true }]],
    ["HTML", "<!doctype html>"],
    ["nothing", ""],
  ])("signs no one in: %s for the addresses", async (_, body) => {
    const error = await thrownBy(claimsOfEmails(body));
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({ step: "userinfo", code: "malformed" });
  });

  it.each([
    ["no id", { id: undefined }],
    ["an id that is a string", { id: "583231" }],
    ["an id of 0", { id: 0 }],
    ["a negative id", { id: -1 }],
    ["half an id", { id: 1.5 }],
    ["an id beyond the safe integers", { id: 2 ** 53 }],
    ["no login", { login: undefined }],
  ])("signs no one in: a user with %s", async (_, changes) => {
    const error = await thrownBy(claimsOfUser(changes));
    expect(error).toMatchObject({ step: "userinfo", code: "malformed" });
  });

  it.each([401, 403, 404, 429, 500])("signs no one in: status %i", async (status) => {
    for (const responses of [
      { user: { body: user, status } },
      { emails: { body: [primary], status } },
      { user: { body: user, status }, emails: { body: [primary], status } },
    ]) {
      const error = await thrownBy(claimsOf(responses));
      expect(error).toMatchObject({ code: "bad-status", message: `userinfo: status ${status}` });
    }
  });
});
