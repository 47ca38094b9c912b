import { expect, it } from "vitest";
import { hashToken } from "@/lib/auth/session/token";
import { findLiveSession } from "@/lib/db/sessions";
import { completed } from "@/lib/test-support/completed";
import { createTestUser, rowsOf, signInOf, type TestUser } from "@/lib/test-support/test-user";
import { completeSignIn } from "./complete-sign-in";

async function signIn(user: TestUser, provider: string) {
  const attempt = signInOf(user, { provider });
  await completed(completeSignIn(attempt));
  return (await findLiveSession(hashToken(attempt.sessionToken)))?.user.id;
}

/** Ada, whose address at Google has changed since her first sign-in. */
async function adaWithNewAddress() {
  const ada = createTestUser();
  const { email } = createTestUser();
  const id = await signIn(ada, "google");
  const changed = { ...ada, claims: { ...ada.claims, email } };
  await signIn(changed, "google");
  return { id, oldAddress: ada.email, newAddress: email };
}

const atGitHub = (email: string): TestUser => {
  const user = createTestUser();
  return { email, claims: { ...user.claims, email } };
};

it("does not link by an address that is on an account but is not the user's own", async () => {
  const { id, newAddress } = await adaWithNewAddress();
  const other = await signIn(atGitHub(newAddress), "github");
  expect(other).toEqual(expect.any(String));
  expect(other).not.toBe(id);
});

it("signs no one in by an address that a user has given up: the mailbox may have a new owner", async () => {
  const { oldAddress } = await adaWithNewAddress();
  const eve = atGitHub(oldAddress);
  const outcome = await completeSignIn(signInOf(eve, { provider: "github" }));
  expect(outcome).toMatchObject({ kind: "guided" });
  expect((await rowsOf({ ...eve, email: "no-address" })).accounts).toEqual([]);
});
