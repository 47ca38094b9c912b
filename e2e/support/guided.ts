import { control } from "./control";
import { HttpVisitor } from "./http-visitor";
import { makeTestUser } from "./test-user";

/**
 * A visitor who has proved the address that another person's account was once made with: that
 * person has another one at Google by now, so that the address alone leads to nobody. They are asked
 * to sign in as that person first, which `enter` does.
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
    throw new Error(`GitHub's callback was answered with ${guided.status}, ${guided.location}.`);
  }
  const enter = () => visitor.signIn("google", account);
  return { account, visitor, enter };
}
