import { type Browser, expectResponse } from "../scripts/load/browser";
import { authorize } from "../scripts/load/visitor";
import { type Flows, openHome, providerOf } from "./flows";

/** The requests that better-auth's client makes in the browser. */
export class JsonFlows implements Flows {
  readonly sessionCookies = ["better-auth.session_token", "better-auth.session_data"];

  constructor(readonly url: string) {}

  async signIn(browser: Browser, user: number): Promise<void> {
    const started = await browser.postJson(`${this.url}/api/auth/sign-in/social`, {
      provider: providerOf(user),
      callbackURL: "/",
    });
    expectResponse(started, [200], "the start");
    const { url } = JSON.parse(started.body) as { url: string };
    await authorize(browser, url, user);
    await openHome(browser);
  }

  async signOut(browser: Browser): Promise<void> {
    await openHome(browser);
    const signedOut = await browser.postJson(`${this.url}/api/auth/sign-out`, {});
    expectResponse(signedOut, [200], "the sign-out");
  }
}
