import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { openForm, signedInUser } from "./support/account-form";
import { AppServer, signInSettings, startApp } from "./support/app-server";
import { requestOnce } from "./support/http-response";
import { HttpVisitor, sessionCookie } from "./support/http-visitor";
import { multipart, multipartType } from "./support/multipart";
import { profileForm, profileOf } from "./support/profile";
import { expectOurs, rawHead, sendRaw } from "./support/raw-request";
import { stack } from "./support/stack";

test("pages of Foyer's fail closed if requests do not come through the gate", async () => {
  // The build for Node.js has no proxy, and a server that believes it is on Vercel installs no gate.
  const app = await startApp({ VERCEL: "1" });
  try {
    const visitor = new HttpVisitor(app.url);
    const mark = { "x-foyer-gate": "planted" };
    for (const headers of [{}, mark]) {
      for (const path of ["/", "/sign-in", "/account"]) {
        const { status, body } = await visitor.get(path, headers);
        expect([path, status]).toEqual([path, path === "/account" ? 307 : 500]);
        expect(body).not.toContain("Continue with");
      }
    }
    expect(app.output()).toContain("GateBypassedError");
  } finally {
    await app.stop();
  }
});

for (const [name, start] of [
  ["npm start", (_, settings) => AppServer.startScript(settings)],
  ["the standalone build", AppServer.startStandalone],
] satisfies [string, typeof AppServer.startStandalone][])
  test(`a request that comes while ${name} starts waits for the gate`, async () => {
    const directory = await mkdtemp(join(tmpdir(), "foyer-early-"));
    const settings = { ...signInSettings(), DATABASE_URL: stack().databaseUrl };
    const app = await start(directory, settings);
    try {
      const { status, headers } = await firstResponse(`${app.url}/sign-in`);
      expect(status).toBe(200);
      expect(headers["content-security-policy"]).toContain("'nonce-");
    } finally {
      await app.stop();
      await rm(directory, { recursive: true });
    }
  });

/** The response to the first request that the server accepts. */
async function firstResponse(url: string) {
  for (;;) {
    const response = await requestOnce(url).catch(() => null);
    if (response) return response;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test("no spelling of a path leads past the gate", async () => {
  const { user, visitor } = await signedInUser();
  const outside = ["/api/..", "/api/x/../..", "/api/%2e%2e", "/api/x/%2E./.%2e", "/api/x\\..\\.."];
  const prefixes = [...outside, "/_next/static/../..", "/_next/image/../..", "/icon/.."];
  const sameApi = [
    "/api/./health",
    "/api/x/../auth/session",
    "/api/health#x",
    "/api/health/.?a=/../",
  ];
  const pages = prefixes.flatMap((prefix) => [`${prefix}/sign-in`, `${prefix}/account`]);
  for (const path of [...pages, ...sameApi]) {
    const response = await sendRaw(rawHead(`GET ${path}`, ["Connection: close"]));
    expect(response.status, path).toBeLessThan(500);
    expectOurs(response);
  }
  const fields = await openForm(visitor, profileForm, { name: "Planted" });
  for (const prefix of prefixes) {
    const head = rawHead(`POST ${prefix}/account`, [
      "Origin: https://evil.example",
      `Cookie: ${sessionCookie}=${visitor.sessionToken()}`,
      `Content-Type: ${multipartType["content-type"]}`,
      `Content-Length: ${Buffer.byteLength(multipart(...fields))}`,
      "Connection: close",
    ]);
    const { status } = await sendRaw(head + multipart(...fields));
    expect([prefix, status]).toEqual([prefix, 403]);
  }
  expect((await profileOf(user)).name).not.toBe("Planted");
});

test("a client's own mark changes nothing", async () => {
  for (const value of ["planted", "", "x".repeat(43)]) {
    const response = await new HttpVisitor().get("/", { "x-foyer-gate": value });
    expect(response.status).toBe(200);
    expect(response.headers["content-security-policy"]).toContain("'nonce-");
    expect(response.body).not.toContain("planted");
  }
});
