import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { signedInUser, submitForm } from "./support/account-form";
import { control, providerNames } from "./support/control";
import type { HttpResponse } from "./support/http-response";
import { HttpVisitor, sessionCookie } from "./support/http-visitor";
import { stack } from "./support/stack";
import { makeTestUser } from "./support/test-user";

const pages = [
  "/",
  "/sign-in",
  "/sign-in/connect",
  "/account",
  "/account/activity",
  "/account/confirm?returnTo=%2Faccount",
  "/account/connections",
  "/account/connections/disconnect?account=unknown",
  "/account/connections/offer",
  "/account/data",
  "/account/data/delete",
  "/account/sessions",
  "/account/sessions/ended",
  "/nothing/here",
];

for (const path of pages) {
  test(`${path} carries the security headers, signed out and signed in`, async () => {
    const visitor = new HttpVisitor();
    expectSecureHeaders(await visitor.get(path));
    await visitor.signIn("google", (await makeTestUser()).account);
    expectSecureHeaders(await visitor.get(path));
  });
}

test("every response to a form of the account centre carries the security headers", async () => {
  const { user, visitor } = await signedInUser();
  const profile = { path: "/account", button: "Save profile" };
  const deletion = { path: "/account/data/delete", button: "Delete my account" };
  const { username } = user;
  const connections = { path: "/account/connections", button: "Connect GitHub" };
  const responses = [
    await submitForm(visitor, profile, { username: "-" }),
    await submitForm(visitor, profile, { username, picture: "none" }),
    await submitForm(visitor, connections),
    await visitor.submit("/account/data/export", []),
    await visitor.submit("/account/data/export", [], { origin: "https://evil.example" }),
    await submitForm(visitor, deletion, { username: "-" }),
    await submitForm(visitor, deletion, { username }),
    await visitor.submit("/account/data/export", []),
  ];
  expect(responses.map(({ status }) => status)).toEqual([200, 303, 303, 200, 403, 200, 303, 303]);
  for (const response of responses) expectSecureHeaders(response);
});

test("every response to a callback carries the security headers and sends no referrer", async () => {
  const visitor = new HttpVisitor();
  const { account } = await makeTestUser();
  const denied = await visitor.start("github");
  const location = await control.authorize({
    url: denied.location ?? "",
    account: account.id,
    decision: "deny",
  });
  const responses = [
    await visitor.follow(new URL(location)),
    await visitor.get("/api/auth/callback/google?code=a&state=b"),
    await visitor.get("/api/auth/callback/unknown"),
    await visitor.send("/api/auth/callback/google", { method: "POST" }),
    await visitor.signIn("google", account),
    await visitor.get("/api/auth/session"),
  ];
  expect(responses.map(({ status }) => status)).toEqual([303, 401, 404, 405, 303, 200]);
  for (const response of responses) {
    expectSecureHeaders(response);
    expect(response.headers["referrer-policy"]).toBe("no-referrer");
  }
});

test("every file that a page loads carries headers against sniffing, framing and cross-origin use", async () => {
  const visitor = new HttpVisitor();
  const { body } = await visitor.get("/");
  const files = [...body.matchAll(/(?:src|href)="(\/(?:_next|icon|apple|manifest)[^"]*)"/g)];
  const paths = files.map(([, path = ""]) => path.replaceAll("&amp;", "&"));
  for (const kind of [".js", ".css", "/icon?", "/apple-icon?", "/manifest.webmanifest"])
    expect(paths.join(" ")).toContain(kind);
  for (const path of [...new Set(paths), "/brand/opengraph-image", "/_next/static/nothing.js"]) {
    const { headers } = await visitor.get(path);
    expect(headers, path).toMatchObject({
      "content-security-policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      "strict-transport-security": "max-age=31536000",
    });
  }
});

test("the nonce of the CSP differs for each response and matches the page", async () => {
  const visitor = new HttpVisitor();
  const nonces = new Set<string>();
  for (let i = 0; i < 3; i++) {
    const { headers, body } = await visitor.get("/");
    const nonce = /'nonce-([A-Za-z0-9+/=]{22,})'/.exec(String(headers["content-security-policy"]));
    const scripts = [...body.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length).toBeGreaterThan(0);
    for (const tag of scripts) expect(tag).toContain(`nonce="${nonce?.[1]}"`);
    nonces.add(nonce?.[1] ?? "");
  }
  expect(nonces.size).toBe(3);
});

for (const provider of providerNames) {
  test(`the session cookie of a ${provider} sign-in is HttpOnly and SameSite=Lax`, async () => {
    const visitor = new HttpVisitor();
    const response = await visitor.signIn(provider, (await makeTestUser()).account);
    const cookie = response.cookies.find(({ name }) => name === sessionCookie);
    const attributes = Object.fromEntries(cookie?.attributes ?? []);
    expect(attributes).toMatchObject({ httponly: "", path: "/" });
    expect(attributes.samesite?.toLowerCase()).toBe("lax");
    expect(attributes).not.toHaveProperty("domain");
    for (const { name, attributes } of response.cookies) {
      expect(attributes.has("httponly"), `${name} is HttpOnly`).toBe(true);
    }
  });
}

test("no file that browsers download contains a secret", async () => {
  const directory = join(process.cwd(), ".next/static");
  const secret = (await readFile(join(process.cwd(), ".local/e2e/auth-secret"), "utf8")).trim();
  const { password } = new URL(stack().databaseUrl);
  const forbidden = [secret, password, "AUTH_SECRET", "CLIENT_SECRET", "DATABASE_URL"].filter(
    Boolean,
  );
  const patterns = [...forbidden, "local-google", "local-github", "postgres://", "postgresql://"];
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const text = await readFile(join(file.parentPath, file.name), "latin1");
    for (const pattern of patterns) {
      expect(text.includes(pattern), `${file.name} contains a secret or its name`).toBe(false);
    }
  }
});

function expectSecureHeaders({ headers }: HttpResponse) {
  expect(headers).toMatchObject({
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": expect.stringMatching(/^(same-origin|no-referrer)$/),
    "cache-control": expect.stringContaining("no-store"),
  });
  expect(headers).not.toHaveProperty("x-powered-by");
  expect(headers).not.toHaveProperty("access-control-allow-origin");
  const directives = policyOf(headers["content-security-policy"]);
  expect(directives.get("default-src")).toEqual(["'none'"]);
  expect(directives.get("frame-ancestors")).toEqual(["'none'"]);
  expect(directives.get("base-uri")).toEqual(["'none'"]);
  expect(directives.get("object-src")).toEqual(["'none'"]);
  expect(directives.get("script-src")?.join(" ")).toMatch(/'nonce-[A-Za-z0-9+/=]{22,}'/);
  for (const loose of ["'unsafe-inline'", "'unsafe-eval'", "*", "data:", "https:", "http:"]) {
    expect(directives.get("script-src")).not.toContain(loose);
  }
}

function policyOf(header: unknown): Map<string, string[]> {
  const directives = String(header)
    .split(";")
    .map((directive) => directive.trim().split(/\s+/));
  return new Map(directives.map(([name = "", ...sources]) => [name, sources]));
}
