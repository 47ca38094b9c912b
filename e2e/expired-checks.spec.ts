import { decode, encode } from "@auth/core/jwt";
import { expect, test } from "@playwright/test";
import { signInSettings } from "./support/app-server";
import { control } from "./support/control";
import { rowsOf } from "./support/database";
import { HttpVisitor } from "./support/http-visitor";
import { shareApp } from "./support/shared-app";

const checks = ["authjs.state", "authjs.pkce.code_verifier", "authjs.nonce"];
/** Further in the past than the clock tolerance of Auth.js. */
const longAgoSeconds = -60;

const settings = signInSettings();
const secret = settings.AUTH_SECRET ?? "";
const shared = shareApp(settings);

for (const name of checks) {
  test(`a callback whose ${name} has expired is rejected, and one with a new expiry is not`, async () => {
    const account = await control.createAccount({ google: {} });
    const late = await atCallback();
    expect((await late.finish(longAgoSeconds)).status).toBe(401);
    expect((await rowsOf(account)).users).toEqual([]);
    const inTime = await atCallback();
    expect((await inTime.finish(60)).status).toBe(303);

    async function atCallback() {
      const visitor = new HttpVisitor(shared.app.url);
      const callback = await visitor.reachCallback("google", account);
      const finish = async (maxAge: number) => {
        const token = await decode({ token: visitor.jar.get(name), secret, salt: name });
        const cookie = await encode({
          token: { value: token?.value, provider: token?.provider },
          secret,
          salt: name,
          maxAge,
        });
        visitor.jar.set(name, cookie);
        return visitor.follow(callback);
      };
      return { finish };
    }
  });
}
