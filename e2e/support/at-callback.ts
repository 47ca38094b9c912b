import { expect } from "@playwright/test";
import { control } from "./control";
import { HttpVisitor } from "./http-visitor";

/** A new user whose browser is about to follow Google's redirect to the app at this address. */
export async function atCallback(address: string) {
  const visitor = new HttpVisitor(address);
  const user = await control.createAccount({ google: {} });
  return { visitor, callback: await visitor.reachCallback("google", user) };
}

/** A new user, signed in at the app at this address. */
export async function signedInAt(address: string): Promise<HttpVisitor> {
  const { visitor, callback } = await atCallback(address);
  expect((await visitor.follow(callback)).status).toBe(303);
  expect(visitor.sessionToken()).not.toBe("");
  return visitor;
}
