import { expect } from "@playwright/test";
import { submitForm } from "./account-form";
import { personId } from "./account-rows";
import { database } from "./database";
import type { HttpAnswer } from "./http-answer";
import type { HttpVisitor } from "./http-visitor";
import type { Person } from "./person";

export const profileForm = { path: "/account", button: "Save profile" };
export const usernameRefused = "This does not follow the rules";

export const uniqueName = (start: string) => `${start}-${crypto.randomUUID().slice(0, 8)}`;

type Profile = { username: string; name: string | null; image: string | null };

export async function profileOf({ account }: Person): Promise<Profile> {
  const [profile] = await database()<Profile[]>`
    select username, name, image from users where id = ${await personId(account)}`;
  if (!profile) throw new Error("This person is gone.");
  return { ...profile };
}

export type ProfileValues = Parameters<typeof submitForm>[2];

/** Saves what a person has, without a picture, but for the values given. */
export async function saveProfile(
  { person, visitor }: { person: Person; visitor: HttpVisitor },
  values: ProfileValues,
): Promise<HttpAnswer> {
  const { username, name } = await profileOf(person);
  const shown = { username, name: name ?? "", picture: "none" };
  return submitForm(visitor, profileForm, { ...shown, ...values });
}

export function expectSaved({ status, location }: HttpAnswer) {
  expect([status, location]).toEqual([303, "/account"]);
}

export function expectExplained({ status, body }: HttpAnswer, message: string) {
  expect(status).toBe(200);
  for (const text of [message, "Your profile was not saved."]) {
    expect(body.includes(text), text).toBe(true);
  }
}
