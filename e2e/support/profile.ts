import { expect } from "@playwright/test";
import { submitForm } from "./account-form";
import { userIdOf } from "./account-rows";
import { database } from "./database";
import type { HttpResponse } from "./http-response";
import type { HttpVisitor } from "./http-visitor";
import type { TestUser } from "./test-user";

export const profileForm = { path: "/account", button: "Save profile" };
export const usernameRefused = "Use only letters, numbers";

export const uniqueName = (start: string) => `${start}-${crypto.randomUUID().slice(0, 8)}`;

type Profile = { username: string; name: string | null; image: string | null };

export async function profileOf({ account }: TestUser): Promise<Profile> {
  const [profile] = await database()<Profile[]>`
    select username, name, image from users where id = ${await userIdOf(account)}`;
  if (!profile) throw new Error("The user does not exist.");
  return { ...profile };
}

export type ProfileValues = Parameters<typeof submitForm>[2];

/** Saves the profile as it is, without a picture, with these values changed. */
export async function saveProfile(
  { user, visitor }: { user: TestUser; visitor: HttpVisitor },
  values: ProfileValues,
): Promise<HttpResponse> {
  const { username, name } = await profileOf(user);
  const shown = { username, name: name ?? "", picture: "none" };
  return submitForm(visitor, profileForm, { ...shown, ...values });
}

export function expectSaved({ status, location }: HttpResponse) {
  expect([status, location]).toEqual([303, "/account"]);
}

export function expectExplained({ status, body }: HttpResponse, message: string) {
  expect(status).toBe(200);
  for (const text of [message, "Not saved. Please fix the fields below."]) {
    expect(body.includes(text), text).toBe(true);
  }
}
