"use client";

import { useSession } from "next-auth/react";

/** https://authjs.dev/reference/nextjs/react#usesession, with `required`. */
export function Members() {
  const { data: session, status } = useSession({ required: true });

  if (status === "loading") return "Loading or not authenticated...";

  return <p>Welcome, {session.user.username}</p>;
}
