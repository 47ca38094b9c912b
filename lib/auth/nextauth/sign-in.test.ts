import { beforeEach, expect, it, vi } from "vitest";
import { signIn } from "./sign-in";
import { signOut } from "./sign-out";

const request = vi.hoisted(() => ({ headers: new Headers(), cookies: new Map<string, string>() }));

vi.mock("next/headers", () => ({
  headers: async () => request.headers,
  cookies: async () => request.cookies,
}));

beforeEach(() => {
  request.headers = new Headers();
  request.cookies.clear();
  vi.stubEnv("AUTH_GOOGLE_ID", "id");
  vi.stubEnv("AUTH_GOOGLE_SECRET", "secret");
  vi.stubEnv("RATE_LIMIT", "off");
});

const origin = "http://localhost:3000";
const card = (path: string) => `${origin}/sign-in?callbackUrl=${encodeURIComponent(path)}`;

it("returns the authorization request, and sets the cookie of its flow", async () => {
  const url = new URL(await signIn("google", { redirect: false }));
  expect(url.origin).toBe("https://accounts.google.com");
  expect(url.searchParams.get("redirect_uri")).toBe(`${origin}/api/auth/callback/google`);
  expect([...request.cookies.keys()]).toEqual([expect.stringContaining("foyer.flow.3000.")]);
});

it("redirects with a GET", async () => {
  const redirect = signIn("google");
  await expect(redirect).rejects.toMatchObject({
    digest: expect.stringMatching(/^NEXT_REDIRECT;push;https:\/\/accounts\.google\.com.*;303;$/),
  });
});

it("passes on prompt, login_hint and ui_locales, however they are written", async () => {
  for (const asked of [
    { prompt: "login", scope: "admin" },
    "prompt=login&scope=admin",
    [
      ["prompt", "login"],
      ["scope", "admin"],
    ],
    new URLSearchParams({ prompt: "login", scope: "admin" }),
  ]) {
    const url = new URL(await signIn("google", { redirect: false }, asked));
    expect(url.searchParams.get("prompt")).toBe("login");
    expect(url.searchParams.get("scope")).not.toContain("admin");
  }
});

it.each(["prompt=none", "prompt=login&prompt=login", `login_hint=${"a".repeat(3_000)}`])(
  "throws for a developer's mistake: %.30s",
  async (asked) => {
    await expect(signIn("google", { redirect: false }, asked)).rejects.toThrow(TypeError);
    expect(request.cookies.size).toBe(0);
  },
);

it("without a provider that is set up, returns the sign-in page", async () => {
  for (const provider of [undefined, "", "nobody", "__proto__", "credentials"])
    expect(await signIn(provider, { redirect: false, redirectTo: "/orders" })).toBe(
      card("/orders"),
    );
});

it("in a browser that the provider refuses, returns the page that names another one", async () => {
  const { headers } = request;
  headers.set("user-agent", "Mozilla/5.0 (iPhone) Mobile/15E148 [LinkedInApp]/9.30.2698");
  const path = "/sign-in/open-browser?provider=google&callbackUrl=%2Forders";
  const url = await signIn("google", { redirect: false, redirectTo: "/orders" });
  expect(url).toBe(`${origin}${path}`);
  expect(request.cookies.size).toBe(0);
});

it("returns to the page that the request came from, if that is ours", async () => {
  const from = async (referer: string) => {
    request.headers = new Headers({ referer });
    return signIn(undefined, { redirect: false });
  };
  expect(await from(`${origin}/orders?a=1`)).toBe(card("/orders?a=1"));
  expect(await from("https://evil.example/orders")).toBe(`${origin}/sign-in`);
  expect(await from(`${origin}/sign-in`)).toBe(`${origin}/sign-in`);
});

it.each([
  ["https://evil.example", ""],
  ["//evil.example", ""],
  ["", ""],
  [`${origin}/orders`, "?callbackUrl=%2Forders"],
])("reduces redirectTo %j to a path", async (redirectTo, query) => {
  request.headers = new Headers({ referer: `${origin}/elsewhere` });
  const address = `${origin}/sign-in${query}`;
  expect(await signIn(undefined, { redirect: false, redirectTo })).toBe(address);
});

it("takes only redirectTo from a form, and always redirects", async () => {
  const form = new FormData();
  form.set("redirectTo", "/orders");
  form.set("redirect", "");
  form.set("prompt", "none");
  await expect(signIn(undefined, form)).rejects.toMatchObject({
    digest: "NEXT_REDIRECT;push;/sign-in?callbackUrl=%2Forders;303;",
  });
});

it("signOut without a session clears its cookie, and goes where it is told", async () => {
  expect(await signOut({ redirect: false, redirectTo: "/bye" })).toEqual({
    redirect: `${origin}/bye`,
  });
  expect(request.cookies.get("authjs.session-token.3000")).toBe("");
  await expect(signOut({ redirectTo: "https://evil.example" })).rejects.toMatchObject({
    digest: "NEXT_REDIRECT;push;/;303;",
  });
  request.headers = new Headers({ referer: `${origin}/orders` });
  await expect(signOut()).rejects.toMatchObject({ digest: "NEXT_REDIRECT;push;/orders;303;" });
});
