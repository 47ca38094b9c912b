import { expect } from "@playwright/test";
import { connectionsPath, continueWith, expectRedirect, press, walk } from "./account-centre";
import { AppServer, signInSettings } from "./app-server";
import { type Account, control, type ProviderName } from "./control";
import { HttpVisitor } from "./http-visitor";
import { stack } from "./stack";

export const guidedPath = "/sign-in/connect";
export const offerPath = "/account/connections/offer";
export const offerCookie = "foyer.connect-offer";
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

export const newPerson = () => control.createAccount({ google: {}, github: {} });

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
  const person = await newPerson();
  const before = await signedInAt(app, person);
  const visitor = new HttpVisitor(app.url);
  expectRedirect(await visitor.signIn("github", person), guidedPath);
  return { person, before, visitor };
}

/** The same up to the offer: they have followed the guide and signed in with Google. */
export async function offered(app: AppServer) {
  const scene = await guided(app);
  const begun = await press(scene.visitor, guidedPath, continueWith("google"));
  expectRedirect(await scene.visitor.follow(await walk(begun, scene.person)), offerPath);
  return scene;
}

/** Expects that the offer, if any, leads nowhere in this browser. */
export async function expectNoOffer(visitor: HttpVisitor) {
  const { status, location } = await visitor.get(offerPath);
  expect([status, location]).toEqual([307, connectionsPath]);
}
