"use server";

import { createHash } from "node:crypto";
import { redirect } from "next/navigation";

/** Redirects to a URL that describes the note it received. */
export async function saveNote(form: FormData): Promise<void> {
  const note = String(form.get("note"));
  const sha256 = createHash("sha256").update(note).digest("hex");
  redirect(`/notes?${new URLSearchParams({ bytes: String(note.length), sha256 })}`);
}
