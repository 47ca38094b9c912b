import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { AppServer, signInSettings } from "./support/app-server";
import { HttpVisitor } from "./support/http-visitor";
import { stack } from "./support/stack";

type Spoil = (response: ServerResponse) => void;
const says = (status: number, body: string, headers = {}): Spoil => {
  return (response) => response.writeHead(status, headers).end(body);
};

const faults: Record<string, Spoil> = {
  "status 404": says(404, "{}"),
  "status 500": says(500, ""),
  "a redirect": says(302, "", { location: "/followed" }),
  "a page of HTML": says(200, "<h1>no</h1>"),
  "malformed JSON": says(200, '{"issuer":'),
  "missing fields": says(200, "{}"),
  "another issuer": says(200, JSON.stringify(documentOf("https://evil.example"))),
  "a reset connection": (response) => response.destroy(),
  "an endless body": (response) => {
    response.on("error", () => {});
    const more = () => {
      while (!response.destroyed && response.write(" ".repeat(65_536)));
    };
    response.on("drain", more);
    more();
  },
  silence: () => {},
};

let issuer: Server;
let app: AppServer;
let spoil: Spoil = says(500, "");
let asked: string[] = [];

test.beforeAll(async () => {
  issuer = createServer((request, response) => {
    asked.push(request.url ?? "");
    spoil(response);
  });
  issuer.listen(0, "127.0.0.1");
  await once(issuer, "listening");
  app = await AppServer.start({
    ...signInSettings(),
    DATABASE_URL: stack().databaseUrl,
    AUTH_GOOGLE_ISSUER: address(),
  });
  await app.ready();
});

test.afterAll(async () => {
  await app?.stop();
  issuer?.closeAllConnections();
  issuer?.close();
});

test("a discovery document spoiled in any way keeps a visitor here, within 10 s, and is asked for anew", async () => {
  for (const [what, fault] of Object.entries(faults)) {
    spoil = fault;
    asked = [];
    await test.step(what, async () => {
      const answer = await new HttpVisitor(app.url).start("google");
      expect([answer.status, answer.location]).toEqual([303, expect.stringMatching(/^\/(?!\/)/)]);
      expect(answer.milliseconds).toBeLessThan(10_000);
      expect(asked).not.toContain("/followed");
    });
  }
  const noted = app.output().match(/"event":"sign-in.not-started"/g) ?? [];
  expect(noted).toHaveLength(Object.keys(faults).length);
  spoil = says(200, JSON.stringify(documentOf(address())));
  const answer = await new HttpVisitor(app.url).start("google");
  expect(answer.location).toContain(`${address()}/authorize?`);
});

function address(): string {
  return `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
}

function documentOf(base: string) {
  return {
    issuer: base,
    authorization_endpoint: `${base}/authorize`,
    token_endpoint: `${base}/token`,
    jwks_uri: `${base}/jwks`,
  };
}
