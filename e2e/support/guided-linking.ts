import { expect } from "@playwright/test";
import { connectionsPath, continueWith, expectRedirect, press, walk } from "./account-centre";
import { AppServer, signInSettings } from "./app-server";
import { type Account, control, type ProviderName } from "./control";
import { HttpVisitor } from "./http-visitor";
import { stack } from "./stack";

export const guidedPath = "/sign-in/connect";
export const pendingLinkPath = "/account/connections/offer";
export const pendingLinkCookie = "foyer.connect-offer";
export const alreadyKnown = "You already have an account here";

/** An app in which an address that is verified links nothing by itself. */
export async function startStrictApp(): Promise<AppServer> {
  const app = await AppServer.start({
    ...signInSettings(),
    DATABASE_URL: stack().databaseUrl,
    AUTH_LINK_VERIFIED_EMAIL: "false",
  });
  await app.ready();
  return app;
}

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

/** Somebody who came through Google before, and has now pressed GitHub's button. */
export async function guided(app: AppServer) {
  const user = await newUser();
  const before = await signedInAt(app, user);
  const visitor = new HttpVisitor(app.url);
  expectRedirect(await visitor.signIn("github", user), guidedPath);
  return { user, before, visitor };
}

/** The same up to the offer: they have followed the guide and signed in with Google. */
export async function offered(app: AppServer) {
  const scene = await guided(app);
  const begun = await press(scene.visitor, guidedPath, continueWith("google"));
  expectRedirect(await scene.visitor.follow(await walk(begun, scene.user)), pendingLinkPath);
  return scene;
}

/** Expects that the offer, if any, leads nowhere in this browser. */
export async function expectNoPendingLink(visitor: HttpVisitor) {
  const { status, location } = await visitor.get(pendingLinkPath);
  expect([status, location]).toEqual([307, connectionsPath]);
}
