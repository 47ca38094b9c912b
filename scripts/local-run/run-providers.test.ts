import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, expect, it } from "vitest";
import { type RunningCommand, runProjectCommand } from "../test-run/project-command";

const port = 14_381;
let running: RunningCommand | undefined;
afterEach(async () => running?.stop());

function start(settings: Record<string, string>) {
  running = runProjectCommand("scripts/providers.ts", { settings });
  return running;
}

it("prints what an app needs to use the local providers, at the port that was named", async () => {
  const app = "http://localhost:4999";
  const command = start({
    LOCAL_PROVIDERS_PORT: String(port),
    LOCAL_PROVIDERS_APP_ORIGINS: `${app}, http://localhost:5000`,
  });
  await command.printed("Press Ctrl-C to stop.");
  const issuer = `http://127.0.0.1:${port}/google`;
  expect(command.output()).toContain(`AUTH_GOOGLE_ISSUER=${issuer}\n`);
  const metadata = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
  const { authorization_endpoint } = metadata as { authorization_endpoint: string };
  const id = /AUTH_GOOGLE_ID=(.+)/.exec(command.output())?.[1] ?? "";
  const ask = (redirectUri: string) =>
    fetch(
      `${authorization_endpoint}?${new URLSearchParams({
        client_id: id,
        redirect_uri: redirectUri,
        response_type: "code",
        scope: "openid email",
        code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        code_challenge_method: "S256",
      })}`,
      { redirect: "manual" },
    );
  expect((await ask(`${app}/api/auth/callback/google`)).status).toBe(303);
  expect((await ask("http://localhost:4998/api/auth/callback/google")).status).toBe(400);

  expect(await command.stop()).toBe(0);
  await expect(fetch(issuer)).rejects.toThrow();
}, 60_000);

it("says that the port is taken", async () => {
  const taken = createServer().listen(port, "127.0.0.1");
  await once(taken, "listening");
  const command = start({ LOCAL_PROVIDERS_PORT: String(port) });
  expect(await command.exited).toBe(1);
  expect(command.output()).toContain(
    `Port ${port} is in use by another program, and LOCAL_PROVIDERS_PORT names it.`,
  );
  taken.close();
}, 60_000);

it("refuses an origin that can't be one", async () => {
  const command = start({ LOCAL_PROVIDERS_APP_ORIGINS: "localhost:3000" });
  expect(await command.exited).toBe(1);
  expect(command.output()).toContain('LOCAL_PROVIDERS_APP_ORIGINS has "localhost:3000"');
}, 60_000);
