import { expect } from "@playwright/test";
import { reachConnect, signedIn } from "./account-centre";
import { control } from "./control";
import { countRowsOf, noRows } from "./database";
import type { HttpResponse } from "./http-response";
import { type HttpVisitor, sessionCookie } from "./http-visitor";
import { activityOf, connectedProviders } from "./visitor-rows";

/** A signed-in user whose browser is about to follow the redirect back from GitHub, to connect an account. */
export async function returningUser() {
  const owner = await control.createAccount({ google: {} });
  const spare = await control.createAccount({ github: {} });
  const visitor = await signedIn(owner);
  const url = await reachConnect(visitor, "github", spare);
  return { owner, spare, visitor, url };
}

export type ReturningUser = Awaited<ReturnType<typeof returningUser>>;

/** Copies cookies, except the session's, into another browser, as an attacker who can plant cookies would. */
export function copyCookies(from: HttpVisitor, to: HttpVisitor, names = from.jar.names()): void {
  for (const name of names.filter((candidate) => candidate !== sessionCookie)) {
    to.jar.set(name, from.jar.get(name) ?? "");
  }
}

export async function expectNothingAttached({
  owner,
  spare,
}: Pick<ReturningUser, "owner" | "spare">) {
  expect(await countRowsOf(spare)).toEqual(noRows);
  const afterwards = await signedIn(owner);
  expect(await connectedProviders(afterwards)).toEqual(["google"]);
  const noted = await activityOf(afterwards);
  expect(noted.filter((entry) => entry.startsWith("connected"))).toEqual([]);
}

/** Expects a redirect home and an unchanged session: the app redeemed nothing. */
export async function expectHome(
  { visitor }: ReturningUser,
  response: HttpResponse,
  token: string,
) {
  expect([response.status, response.location]).toEqual([303, "/"]);
  expect(visitor.sessionToken()).toBe(token);
  expect(await visitor.sessionUser()).not.toBeNull();
}
