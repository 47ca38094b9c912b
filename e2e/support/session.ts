import { expect } from "@playwright/test";
import type { HttpVisitor } from "./http-visitor";

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
