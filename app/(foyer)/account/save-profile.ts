"use server";

import { redirect } from "next/navigation";
import { authorizeAction } from "@/lib/account/action-guard";
import {
  type ProfileProblems,
  type ProfileState,
  parseProfile,
  readProfileFields,
  shownFields,
} from "@/lib/account/profile";
import { profileErrors } from "@/lib/account/profile-words";
import { updateProfile } from "@/lib/db/users";
import { setFlash } from "@/lib/flash/flash";
import { userTranslator } from "@/lib/i18n/user-translator";

/**
 * Saves the user's profile, or returns what they typed with an error for each rejected field.
 * @param form - `username`, `name`, and `picture`: the id of a connection, "own" or "none"
 */
export async function saveProfile(_: ProfileState, form: FormData): Promise<ProfileState> {
  const { user, act } = await authorizeAction("/account");
  const sent = readProfileFields(form);
  const rejected = async (problems: ProfileProblems) => ({
    values: shownFields(sent),
    errors: profileErrors(problems, await userTranslator(user)),
  });
  const parsed = parseProfile(sent, user);
  if ("problems" in parsed) return rejected(parsed.problems);
  const saved = await act((context) => updateProfile(context, parsed.change));
  if (saved === "username-taken") return rejected({ username: ["taken"] });
  if (saved === "picture-unknown") return rejected({ picture: ["unknown"] });
  await setFlash({ kind: "profile-saved" });
  redirect("/account");
}
