"use server";

import { redirect } from "next/navigation";
import { requireActor } from "@/lib/auth/actor";
import { leaveFlash } from "@/lib/auth/flash";
import { orUnavailable } from "@/lib/auth/or-unavailable";
import {
  type ProfileState,
  parseProfile,
  readProfileFields,
  shownFields,
} from "@/lib/auth/profile";
import { listConnections } from "@/lib/db/connections";
import { updateProfile } from "@/lib/db/people";

/** @param form - `username`, `name`, and `picture`: the id of a connection, or "none" */
export async function saveProfile(_: ProfileState, form: FormData): Promise<ProfileState> {
  const { visitor, actor } = await requireActor("/account");
  const sent = readProfileFields(form);
  const values = shownFields(sent);
  const connections = await orUnavailable(() => listConnections(visitor.id));
  const parsed = parseProfile(sent, visitor, connections);
  if ("errors" in parsed) return { values, errors: parsed.errors };
  const saved = await orUnavailable(() => updateProfile(actor, parsed.profile));
  if (saved === "username-taken") {
    return { values, errors: { username: "Somebody else has this username. Choose another." } };
  }
  await leaveFlash({ kind: "profile-saved" });
  redirect("/account");
}
