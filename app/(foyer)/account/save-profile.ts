"use server";

import { redirect } from "next/navigation";
import { authorizeAction } from "@/lib/account/action-guard";
import {
  type ProfileState,
  parseProfile,
  readProfileFields,
  shownFields,
  unknownPicture,
} from "@/lib/account/profile";
import { updateProfile } from "@/lib/db/users";
import { setFlash } from "@/lib/flash/flash";

/**
 * Saves the user's profile, or returns what they typed with an error for each rejected field.
 * @param form - `username`, `name`, and `picture`: the id of a connection, "own" or "none"
 */
export async function saveProfile(_: ProfileState, form: FormData): Promise<ProfileState> {
  const { user, act } = await authorizeAction("/account");
  const sent = readProfileFields(form);
  const values = shownFields(sent);
  const parsed = parseProfile(sent, user);
  if ("errors" in parsed) return { values, errors: parsed.errors };
  const saved = await act((context) => updateProfile(context, parsed.change));
  if (saved === "username-taken") {
    return { values, errors: { username: ["That username is taken. Choose another."] } };
  }
  if (saved === "picture-unknown") return { values, errors: { picture: [unknownPicture] } };
  await setFlash({ kind: "profile-saved" });
  redirect("/account");
}
