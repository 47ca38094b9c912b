import { userIdOf } from "./account-rows";
import { control } from "./control";
import { HttpBrowser, userAgents } from "./http-browser";

/** A new user, signed in with Chrome on Android. */
export async function signedInBrowser() {
  const account = await control.createAccount({ google: {} });
  const visitor = new HttpBrowser(userAgents["Chrome on Android"]);
  await visitor.signIn("google", account);
  return { account, visitor, userId: await userIdOf(account) };
}
