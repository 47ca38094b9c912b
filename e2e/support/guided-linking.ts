import { expect } from "@playwright/test";
import { connectionsPath, continueWith, expectRedirect, press, walk } from "./account-centre";
import type { AppServer } from "./app-server";
import { type Account, control, type ProviderName } from "./control";
import { HttpVisitor } from "./http-visitor";
import { shareApp } from "./shared-app";

export const guidedPath = "/sign-in/connect";
export const pendingLinkPath = "/account/connections/offer";
export const pendingLinkCookie = "foyer.connect-offer";
export const alreadyKnown = "You already have an account here";

/** Shares an app that never links an account by its verified address alone. */
export const shareStrictApp = () => shareApp({ AUTH_LINK_VERIFIED_EMAIL: "false" });

export const newUser = () => control.createAccount({ google: {}, github: {} });

export async function signedInAt(
  app: AppServer,
  account: Account,
  provider: ProviderName = "google",
) {
  const visitor = new HttpVisitor(app.url);
  expectRedirect(await visitor.signIn(provider, account), "/");
  return visitor;
}

/** A user with a Google account whose GitHub sign-in ended on the page that asks for Google. */
export async function guided(app: AppServer) {
  const user = await newUser();
  const before = await signedInAt(app, user);
  const visitor = new HttpVisitor(app.url);
  expectRedirect(await visitor.signIn("github", user), guidedPath);
  return { user, before, visitor };
}

/** The same user after they have signed in with Google: the app offers to connect GitHub. */
export async function offered(app: AppServer) {
  const known = await guided(app);
  const begun = await press(known.visitor, guidedPath, continueWith("google"));
  expectRedirect(await known.visitor.follow(await walk(begun, known.user)), pendingLinkPath);
  return known;
}

/** Expects that this browser has no pending link to accept. */
export async function expectNoPendingLink(visitor: HttpVisitor) {
  const { status, location } = await visitor.get(pendingLinkPath);
  expect([status, location]).toEqual([307, connectionsPath]);
}
