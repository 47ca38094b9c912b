import { expect, test } from "@playwright/test";
import { openForm, signedInUser } from "./support/account-form";
import { startApp } from "./support/app-server";
import { HttpVisitor, sessionCookie } from "./support/http-visitor";
import { multipart, multipartType } from "./support/multipart";
import { profileForm, profileOf } from "./support/profile";
import { expectOurs, rawHead, sendRaw } from "./support/raw-request";

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

test("no spelling of a path leads past the gate", async () => {
  const { user, visitor } = await signedInUser();
  const outside = ["/api/..", "/api/x/../..", "/api/%2e%2e", "/api/x/%2E./.%2e", "/api/x\\..\\.."];
  const prefixes = [...outside, "/_next/static/../..", "/_next/image/../..", "/icon.svg/.."];
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
