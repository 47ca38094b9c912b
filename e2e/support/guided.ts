import { control } from "./control";
import { HttpVisitor } from "./http-visitor";
import { makeTestUser } from "./test-user";

/**
 * A visitor with a pending link: they proved the address that a user signed up with, but that user's
 * address at Google has changed since, so the address alone does not sign them in. The app asks them
 * to sign in as that user first, which `signInAsOwner` does.
 */
export async function reachPendingLink() {
  const { account, address } = await makeTestUser();
  const email = `new-${address}`;
  await new HttpVisitor().signIn("google", account);
  await control.changeAccount(account.id, { google: { email } });
  await new HttpVisitor().signIn("google", account);

  const visitor = new HttpVisitor();
  const guided = await visitor.signIn("github", account);
  if (guided.location !== "/sign-in/connect") {
    throw new Error(`GitHub's callback responded with ${guided.status}, ${guided.location}.`);
  }
  const signInAsOwner = () => visitor.signIn("google", account);
  return { account, visitor, signInAsOwner };
}
