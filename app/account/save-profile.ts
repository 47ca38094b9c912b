"use server";

import { redirect } from "next/navigation";
import { requireActor } from "@/lib/auth/actor";
import { leaveFlash } from "@/lib/auth/flash";
import {
  type ProfileState,
  parseProfile,
  readProfileFields,
  shownFields,
  unknownPicture,
} from "@/lib/auth/profile";
import { updateProfile } from "@/lib/db/people";

/** @param form - `username`, `name`, and `picture`: the id of a connection, or "none" */
export async function saveProfile(_: ProfileState, form: FormData): Promise<ProfileState> {
  const { visitor, act } = await requireActor("/account");
  const sent = readProfileFields(form);
  const values = shownFields(sent);
  const parsed = parseProfile(sent, visitor);
  if ("errors" in parsed) return { values, errors: parsed.errors };
  const saved = await act((actor) => updateProfile(actor, parsed.change));
  if (saved === "username-taken") {
    return { values, errors: { username: "Somebody else has this username. Choose another." } };
  }
  if (saved === "picture-unknown") return { values, errors: { picture: unknownPicture } };
  await leaveFlash({ kind: "profile-saved" });
  redirect("/account");
}
