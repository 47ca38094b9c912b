import { expect, test } from "@playwright/test";
import { startApp } from "./support/app-server";
import { HttpVisitor } from "./support/http-visitor";

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

test("a client's own mark changes nothing", async () => {
  for (const value of ["planted", "", "x".repeat(43)]) {
    const response = await new HttpVisitor().get("/", { "x-foyer-gate": value });
    expect(response.status).toBe(200);
    expect(response.headers["content-security-policy"]).toContain("'nonce-");
    expect(response.body).not.toContain("planted");
  }
});
