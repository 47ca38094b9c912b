import { expect } from "@playwright/test";
import { reachConnect, signedIn } from "./account-centre";
import { control } from "./control";
import { countRowsOf, noRows } from "./database";
import type { HttpResponse } from "./http-response";
import { type HttpVisitor, sessionCookie } from "./http-visitor";
import { activityOf, connectedProviders } from "./visitor-rows";

export const intentCookie = "foyer.intent";
export const stateCookie = "authjs.state";

/** A visitor who is about to come back from GitHub, where they went to connect the account. */
export async function comingBack() {
  const owner = await control.createAccount({ google: {} });
  const spare = await control.createAccount({ github: {} });
  const visitor = await signedIn(owner);
  const url = await reachConnect(visitor, "github", spare);
  return { owner, spare, visitor, url };
}

export type Scene = Awaited<ReturnType<typeof comingBack>>;

/** Puts cookies of one browser into another, as whoever can plant cookies would. */
export function plant(from: HttpVisitor, to: HttpVisitor, names = from.jar.names()): void {
  for (const name of names.filter((candidate) => candidate !== sessionCookie)) {
    to.jar.set(name, from.jar.get(name) ?? "");
  }
}

export async function expectNothingAttached({ owner, spare }: Pick<Scene, "owner" | "spare">) {
  expect(await countRowsOf(spare)).toEqual(noRows);
  const afterwards = await signedIn(owner);
  expect(await connectedProviders(afterwards)).toEqual(["google"]);
  const noted = await activityOf(afterwards);
  expect(noted.filter((entry) => entry.startsWith("connected"))).toEqual([]);
}

/** The visitor stays signed in and goes home: a plain sign-in came back to them. */
export async function expectHome({ visitor }: Scene, response: HttpResponse, token: string) {
  expect([response.status, response.location]).toEqual([303, "/"]);
  expect(visitor.sessionToken()).toBe(token);
  expect(await visitor.sessionUser()).not.toBeNull();
}
