import { beforeEach, describe, expect, it, vi } from "vitest";
import { setPendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { handleSignOut } from "@/lib/auth/sign-in/sign-out";
import { cookiesSet, nextCookieHeader, receiveRequest } from "@/lib/test-support/next-headers";
import { origin, parametersOf, post } from "@/lib/test-support/start-sign-in";

vi.mock("next/headers", () => import("@/lib/test-support/next-headers"));
vi.hoisted(() => {
  const google = { AUTH_GOOGLE_ID: "our client", AUTH_GOOGLE_SECRET: "s" };
  const x = { AUTH_TWITTER_ID: "our client", AUTH_TWITTER_SECRET: "s" };
  const settings = { RATE_LIMIT: "off", ...google, ...x };
  Object.assign(process.env, settings);
});
beforeEach(() => receiveRequest());

describe("the query of a start", () => {
  it("passes on what controls the provider's pages", async () => {
    const query = "?prompt=login+consent&login_hint=ada%40example.com&ui_locales=de+en";
    expect(Object.fromEntries(await parametersOf({ query }))).toMatchObject({
      prompt: "login consent",
      login_hint: "ada@example.com",
      ui_locales: "de en",
    });
  });

  it("has the page's language, unless the caller names one", async () => {
    const headers = { "accept-language": "ja" };
    expect((await parametersOf({ headers })).get("hl")).toBe("ja");
    const parameters = await parametersOf({ headers, query: "?ui_locales=de" });
    expect([parameters.get("hl"), parameters.get("ui_locales")]).toEqual([null, "de"]);
  });

  it.each(["login", "consent", "select_account", "select_account consent"])(
    "may ask for prompt=%s",
    async (prompt) => {
      const query = `?${new URLSearchParams({ prompt })}`;
      expect((await parametersOf({ query })).get("prompt")).toBe(prompt);
    },
  );

  it.each([
    "none",
    "login none",
    "none login",
    "NONE",
    "Login",
    " login",
    "login ",
    "login\n",
    "login,consent",
    "create",
  ])("may not ask for prompt=%j", async (prompt) => {
    const response = await post({ query: `?${new URLSearchParams({ prompt })}` });
    expect(response.status).toBe(400);
    expect(cookiesSet()).toEqual([]);
  });

  it("adds no empty parameters", async () => {
    const parameters = await parametersOf({ query: "?prompt=&login_hint=&ui_locales=" });
    for (const name of ["prompt", "login_hint", "ui_locales"])
      expect(parameters.has(name)).toBe(false);
  });

  const planted = {
    client_id: "evil",
    redirect_uri: "https://evil.example/",
    scope: "everything",
    response_type: "token",
    response_mode: "form_post",
    state: "evil",
    nonce: "evil",
    code_challenge: "evil",
    code_challenge_method: "plain",
    request: "evil",
    request_uri: "https://evil.example/",
    max_age: "1",
    acr_values: "evil",
    hd: "evil.example",
  };

  it.each(["query", "body"] as const)("reaches no other parameter: in the %s", async (where) => {
    const plain = await parametersOf({});
    const text = String(new URLSearchParams(planted));
    const sent = where === "query" ? { query: `?${text}` } : { body: text };
    const parameters = await parametersOf(sent);
    expect([...parameters.keys()].toSorted()).toEqual([...plain.keys()].toSorted());
    for (const name of ["client_id", "redirect_uri", "scope", "response_type"])
      expect(parameters.get(name)).toBe(plain.get(name));
    expect(String(parameters)).not.toContain("evil");
  });

  it("has no effect in the body", async () => {
    const parameters = await parametersOf({ body: "prompt=none&login_hint=a&ui_locales=b" });
    for (const name of ["prompt", "login_hint", "ui_locales"])
      expect(parameters.has(name)).toBe(false);
  });
});

describe("while an account waits to be linked", () => {
  const link = {
    id: crypto.randomUUID(),
    issuedAt: Date.now(),
    userId: "u",
    issuer: "https://accounts.google.com",
    subject: "1",
    email: "ada@example.com",
    email_authoritative: false,
    name: null,
    picture: null,
    returnTo: "/",
    ownerProviders: ["google"],
  };

  it.each([
    ["google", "select_account"],
    ["github", "login"],
  ])(
    "a start has its provider ask for another account: waiting at %s",
    async (provider, prompt) => {
      await setPendingLink({ ...link, provider });
      const parameters = await parametersOf({ query: "?prompt=login&login_hint=a" });
      expect(parameters.get("prompt")).toBe(prompt);
      expect(parameters.get("login_hint")).toBe("a");
    },
  );
});

describe("the first start after a sign-out", () => {
  async function signOut() {
    const headers = { origin, cookie: nextCookieHeader() };
    receiveRequest(headers);
    await handleSignOut(new Request(`${origin}/api/auth/signout`, { method: "POST", headers }));
  }
  const promptOf = async (query = "") => (await parametersOf({ query })).get("prompt");

  it("asks which account to use; the second one doesn't", async () => {
    expect(await promptOf()).toBeNull();
    await signOut();
    expect([await promptOf(), await promptOf()]).toEqual(["select_account", null]);
  });

  it("asks for what its caller asked for, if that is a prompt", async () => {
    await signOut();
    expect(await promptOf("?prompt=login")).toBe("login");
    expect(await promptOf()).toBeNull();
  });

  it("asks which account to use, with the caller's other parameters", async () => {
    await signOut();
    const parameters = await parametersOf({ query: "?login_hint=a" });
    expect(Object.fromEntries(parameters)).toMatchObject({
      prompt: "select_account",
      login_hint: "a",
    });
  });

  it("still asks after a start at a provider that has no such parameter", async () => {
    await signOut();
    const { status, headers } = await post({ provider: "twitter" });
    const { searchParams } = new URL(headers.get("location") ?? "");
    expect([status, searchParams.get("prompt")]).toEqual([303, null]);
    expect(await promptOf()).toBe("select_account");
  });

  it("still asks after one that was refused", async () => {
    await signOut();
    expect((await post({ query: "?prompt=none" })).status).toBe(400);
    expect(await promptOf()).toBe("select_account");
  });
});
