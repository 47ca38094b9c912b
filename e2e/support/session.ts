import { expect } from "@playwright/test";
import { type Account, control } from "./control";
import { HttpVisitor } from "./http-visitor";

/** A new user with accounts at both providers, signed in with Google. */
export async function signedIn(): Promise<{ user: Account; visitor: HttpVisitor }> {
  const user = await control.createAccount({ google: {}, github: {} });
  const visitor = new HttpVisitor();
  expect((await visitor.signIn("google", user)).status).toBe(303);
  return { user, visitor };
}

/** Expects every page and endpoint to treat the visitor as signed out. */
export async function expectSignedOut(visitor: HttpVisitor, cookie?: string): Promise<void> {
  const headers = cookie === undefined ? {} : { cookie };
  const session = await visitor.get("/api/auth/session", headers);
  expect([session.status, session.body]).toEqual([200, "null"]);
  const home = await visitor.get("/", headers);
  expect(home.status).toBe(200);
  expect(home.body).toContain("Continue with");
  const account = await visitor.get("/account", headers);
  expect([account.status, account.location]).toEqual([307, "/sign-in?callbackUrl=%2Faccount"]);
}
