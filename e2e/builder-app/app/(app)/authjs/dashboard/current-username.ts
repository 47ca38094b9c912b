"use server";

import { auth } from "@/auth";

/** A server action that needs the session. */
export async function currentUsername(): Promise<string> {
  const session = await auth();
  if (!session?.user) return "nobody";
  return session.user.username;
}
