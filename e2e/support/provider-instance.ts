import { randomBytes } from "node:crypto";
import { expect } from "@playwright/test";
import { type AppServer, startApp } from "./app-server";
import { respondWith } from "./faulty-endpoint";
import { OwnIssuer } from "./own-issuer";

/** Longer than the app waits before it fetches keys again for an unknown key id. */
const skipMs = 31_000;
/** Code for the app: a signal moves its clock ahead. */
const skipOnSignal = `process.on("SIGUSR2", () => {
  const { now } = Date;
  Date.now = () => now() + ${skipMs};
  console.log("The clock was moved ahead.");
})`;

/** One instance's cookies have to open at another. */
const sharedSecret = randomBytes(32).toString("hex");

export type Instance = { issuer: OwnIssuer; app: AppServer };

/**
 * Starts an app whose first request to its issuer fails.
 * @param databaseUrl - without accounts of another issuer, for which the app would not start
 */
export async function startInstance(databaseUrl: string): Promise<Instance> {
  const issuer = await OwnIssuer.start();
  await issuer.discovery.tamper(respondWith(500, ""));
  const app = await startApp({
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: sharedSecret,
    AUTH_GOOGLE_ISSUER: issuer.url,
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(skipOnSignal)}`,
  });
  await expect.poll(() => app.output()).toContain("boot.provider-not-warmed");
  await issuer.discovery.repair();
  return { issuer, app };
}

/** Moves an app's clock ahead, beyond the time after which it fetches keys again. */
export async function skipAhead({ app }: Instance): Promise<void> {
  app.child.kill("SIGUSR2");
  await expect.poll(() => app.output()).toContain("The clock was moved ahead.");
}
