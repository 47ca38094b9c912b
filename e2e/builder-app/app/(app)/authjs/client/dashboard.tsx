"use client";

import { useSession } from "next-auth/react";

/** https://authjs.dev/reference/nextjs/react#usesession */
export function Dashboard() {
  const { data: session, status, update } = useSession();

  return (
    <>
      <p>Status: {status}</p>
      {session?.user && (
        <p>
          {session.user.username}, {session.user.email}, until {session.expires}
        </p>
      )}
      <button type="button" onClick={() => update({ user: { name: "Mallory" } })}>
        Update
      </button>
      <button type="button" onClick={() => update()}>
        Reload
      </button>
      <p>Name: {session?.user.name}</p>
    </>
  );
}
