import { expect, test } from "@playwright/test";
import { control, type ProviderName, providerNames } from "./support/control";
import { HttpVisitor, sessionCookie } from "./support/http-visitor";

const checks = ["authjs.state", "authjs.nonce", "authjs.pkce.code_verifier"];

const checksIn = ({ jar }: HttpVisitor) => jar.names().filter((name) => checks.includes(name));

/** Callbacks of the browser's own flow; e2e/callback.spec.ts tests those that fail. */
const arrivals: Record<string, (provider: ProviderName) => Promise<[HttpVisitor, URL]>> = {
  "signs in": async (provider) => {
    const visitor = new HttpVisitor();
    return [visitor, await visitor.reachCallback(provider, await newUser())];
  },
  "is denied": async (provider) => {
    const visitor = new HttpVisitor();
    const { location } = await visitor.start(provider);
    const { id } = await newUser();
    const walk = { url: location ?? "", account: id, decision: "deny" as const };
    return [visitor, new URL(await control.authorize(walk))];
  },
  "arrives in a signed-in browser": async (provider) => {
    const [visitor, elsewhere, user] = [new HttpVisitor(), new HttpVisitor(), await newUser()];
    const url = await visitor.reachCallback(provider, user);
    await elsewhere.signIn(provider, user);
    visitor.jar.set(sessionCookie, elsewhere.sessionToken());
    return [visitor, url];
  },
};

for (const provider of providerNames) {
  for (const [what, arrive] of Object.entries(arrivals)) {
    test(`a ${provider} callback that ${what} expires its checks`, async () => {
      const [visitor, url] = await arrive(provider);
      expect(checksIn(visitor)).not.toEqual([]);
      expect((await visitor.follow(url)).status).toBe(303);
      expect(checksIn(visitor)).toEqual([]);
    });
  }
}

function newUser() {
  return control.createAccount({ google: {}, github: {} });
}
