import { expect, test } from "@playwright/test";
import { logLineOf } from "./app-log";
import { type AppServer, signInSettings, startApp } from "./app-server";
import { ClientAtAddress } from "./client-at-address";
import { control } from "./control";
import { type HttpResponse, referenceOn } from "./http-response";
import { createOwnDatabase, type OwnDatabase } from "./own-database";

export const limits = { signIn: 6, callback: 4, account: 8, user: 3, export: 2 };

let lastAddress = 0;

/** Shares two instances of an app with low limits, behind one proxy and with one database. */
export function shareRateLimitedApps() {
  const shared = {} as { own: OwnDatabase; one: AppServer; other: AppServer };
  test.beforeAll(async () => {
    shared.own = await createOwnDatabase();
    const settings = {
      ...signInSettings(),
      DATABASE_URL: shared.own.url,
      TRUSTED_PROXY_HOPS: "1",
      RATE_LIMIT: "on",
      RATE_LIMIT_SIGN_IN: `${limits.signIn}/1h`,
      RATE_LIMIT_CALLBACK: `${limits.callback}/1h`,
      RATE_LIMIT_ACCOUNT: `${limits.account}/1h`,
      RATE_LIMIT_PERSON: `${limits.user}/1h`,
      RATE_LIMIT_EXPORT: `${limits.export}/1h`,
    };
    [shared.one, shared.other] = await Promise.all([startApp(settings), startApp(settings)]);
  });
  test.afterAll(async () => {
    await shared.one?.stop();
    await shared.other?.stop();
    await shared.own?.drop();
  });
  return shared;
}

/** An address that no other test uses. */
export function freshAddress(): string {
  lastAddress += 1;
  return `192.0.2.${lastAddress}`;
}

/** A new user at an address of their own, signed in. */
export async function signedInClient(app: AppServer): Promise<ClientAtAddress> {
  const visitor = new ClientAtAddress(app.url, freshAddress());
  await visitor.signIn("google", await control.createAccount({ google: {} }));
  return visitor;
}

/** Makes so many requests at once. */
export function times<T>(count: number, make: (n: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, n) => make(n)));
}

/** Whether a form was rejected: the response redirects to the page that says to wait. */
export function isSentToWait({ location }: HttpResponse): boolean {
  return location?.startsWith("/too-many?") ?? false;
}

/** Expects the response, and the log line of the app, that tell of a reached limit. */
export async function expectTooMany(
  app: AppServer,
  response: HttpResponse,
  limit?: string,
): Promise<void> {
  expect(response.status).toBe(429);
  const wait = Number(response.headers["retry-after"]);
  expect(wait).toBeGreaterThan(3_000);
  expect(wait).toBeLessThanOrEqual(3_600);
  expect(response.headers["cache-control"]).toContain("no-store");
  expect(response.body).toContain("Too many attempts");
  const line = await logLineOf(referenceOn(response), () => app.output());
  expect([line.event, line.level]).toEqual(["limit.reached", "warn"]);
  if (limit) expect(line).toMatchObject({ limit });
}
