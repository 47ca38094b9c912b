import { expect, test } from "@playwright/test";
import { logLineOf, readAppLog } from "./support/app-log";
import { control, providerNames } from "./support/control";
import { referenceOn } from "./support/http-answer";
import { HttpVisitor, hashOf } from "./support/http-visitor";
import { stack } from "./support/stack";

const clientSecrets = [
  "local-google-secret-which-guards-nothing",
  "local-github-secret-which-guards-nothing",
];

/** Runs flows that succeed and fail, and gathers every secret that they showed to the browser. */
async function secretsOfFlows(): Promise<{ secrets: string[]; references: string[] }> {
  const secrets: string[] = [];
  const references: string[] = [];
  for (const provider of providerNames) {
    const person = await control.createAccount({ google: {}, github: {} });
    const marker = `access-${crypto.randomUUID()}`;
    const trials = [
      { kind: "status", status: 500, body: { error: "server_error", access_token: marker } },
      { kind: "replace", body: { error: "invalid_grant", error_description: marker } },
      { kind: "merge", body: { refresh_token: marker } },
    ];
    for (const fault of trials) {
      await control.placeFault({
        account: person.id,
        provider,
        endpoint: "token",
        fault,
        times: 1,
      });
      const visitor = new HttpVisitor();
      const url = await visitor.reachCallback(provider, person);
      secrets.push(marker, ...["code", "state"].map((name) => url.searchParams.get(name) ?? ""));
      secrets.push(
        ...visitor.jar
          .names()
          .filter(isCheck)
          .map((name) => visitor.jar.get(name) ?? ""),
      );
      const answer = await visitor.follow(url);
      if (answer.status === 401) references.push(referenceOn(answer));
      const token = visitor.sessionToken();
      if (token) secrets.push(token, hashOf(token));
      await visitor.follow(url);
      if (token) await visitor.signOut();
    }
  }
  return { secrets, references };
}

const isCheck = (name: string) => /state|nonce|verifier/.test(name);

test("the log holds no secret of the flows that it speaks of, and none of the settings", async () => {
  const { secrets, references } = await secretsOfFlows();
  expect(references).toHaveLength(4);
  for (const reference of references) await logLineOf(reference);

  const settings = [...clientSecrets, new URL(stack().databaseUrl).password];
  const log = await readAppLog();
  for (const secret of [...secrets, ...settings]) {
    expect(secret.length).toBeGreaterThan(10);
    expect(log.includes(secret), "a secret stands in the log").toBe(false);
  }
});

test("the log of the whole run has no JWT, no cookie, no query string and no stack trace", async () => {
  const log = await readAppLog();
  expect(log).not.toMatch(/eyJ[\w-]{10,}\.[\w-]+/);
  expect(log).not.toMatch(/authjs\.[\w.]+=/);
  expect(log).not.toMatch(/[?&](code|state|error|callbackUrl)=/);
  expect(log).not.toMatch(/postgres(ql)?:\/\/\S+:\S+@/);
  expect(log).not.toMatch(/\n\s+at \S+ \(/);
});

test("every line that the app itself writes is JSON with a time, a level and an event", async () => {
  const lines = (await readAppLog()).split("\n").filter((line) => line.startsWith("{"));
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    expect(JSON.parse(line)).toMatchObject({
      level: expect.any(String),
      time: expect.any(String),
      event: expect.any(String),
    });
  }
});
