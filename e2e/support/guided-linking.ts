import { expect } from "@playwright/test";
import {
  connectButton,
  connectionsPath,
  continueWith,
  expectRedirect,
  formOn,
  press,
  signedIn,
  signedInAgain,
  walk,
} from "./account-centre";
import type { AppServer } from "./app-server";
import { type Account, control } from "./control";
import { cookieName } from "./cookie-names";
import { HttpVisitor } from "./http-visitor";
import { shareApp } from "./shared-app";
import { makeTestUser } from "./test-user";

export const guidedPath = "/sign-in/connect";
export const pendingLinkPath = "/account/connections/offer";
export const pendingLinkCookie = cookieName("foyer.connect-offer");
export const alreadyKnown = "You already have an account here";

/** Shares an app that never links an account by its verified address alone. */
export const shareStrictApp = () => shareApp({ AUTH_LINK_VERIFIED_EMAIL: "false" });

export const newUser = () => control.createAccount({ google: {}, github: {} });

/** A user with a Google account whose GitHub sign-in ended on the page that asks for Google. */
export async function guided(app: AppServer) {
  const user = await newUser();
  const before = await signedIn(user, "google", app.url);
  const visitor = new HttpVisitor(app.url);
  expectRedirect(await visitor.signIn("github", user), guidedPath);
  return { user, before, visitor };
}

/** The same user after they have signed in with Google: the app offers to connect GitHub. */
export async function offered(app: AppServer) {
  const known = await guided(app);
  expectRedirect(await signInAsGuided(known.visitor, known.user), pendingLinkPath);
  return known;
}

/** Signs in with Google on the page that asks for it. @returns the callback's response */
export async function signInAsGuided(visitor: HttpVisitor, account: Account) {
  const begun = await press(visitor, guidedPath, continueWith("google"));
  return visitor.follow(await walk(begun, account));
}

/** The form that connects GitHub, whose pending link the app offers. */
export const acceptForm = (visitor: HttpVisitor) =>
  formOn(visitor, pendingLinkPath, connectButton("github"));

/** Expects that this browser has no pending link to accept. */
export async function expectNoPendingLink(visitor: HttpVisitor) {
  const { status, location } = await visitor.get(pendingLinkPath);
  expect([status, location]).toEqual([307, connectionsPath]);
}

/**
 * A user whose address has changed at Google, and not at GitHub, since they signed up with Google. The
 * account at GitHub is not connected, and its address alone no longer signs in.
 */
export async function userWithNewAddress() {
  const user = await makeTestUser();
  const first = await signedIn(user.account);
  const email = `new-${user.address}`;
  await control.changeAccount(user.account.id, { google: { email } });
  const visitor = await signedInAgain(first, user.account);
  return { ...user, handles: { ...user.handles, google: email }, visitor };
}

/**
 * A visitor with a pending link, at the stack's own app: such a user's GitHub sign-in ended on the page
 * that asks for Google. `signInAsOwner` does what it asks.
 */
export async function reachPendingLink() {
  const { account } = await userWithNewAddress();
  const visitor = new HttpVisitor();
  expectRedirect(await visitor.signIn("github", account), guidedPath);
  return { account, visitor, signInAsOwner: () => visitor.signIn("google", account) };
}
