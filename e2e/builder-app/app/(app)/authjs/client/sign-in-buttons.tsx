"use client";

import { type SignInResponse, signIn, signOut } from "next-auth/react";
import { useState } from "react";

/** https://authjs.dev/getting-started/session-management/login?framework=next-client */
export function SignInButtons() {
  const [result, setResult] = useState<SignInResponse | { url: string }>();
  return (
    <>
      <button type="button" onClick={() => signIn()}>
        Sign In
      </button>
      <button type="button" onClick={() => signIn("google", { redirectTo: "/authjs/dashboard" })}>
        Sign in with Google
      </button>
      <button
        type="button"
        onClick={() => signIn("google", undefined, { prompt: "select_account", scope: "admin" })}
      >
        Choose an account
      </button>
      <button
        type="button"
        onClick={async () => setResult(await signIn("google", { redirect: false }))}
      >
        Ask for the address
      </button>
      <button
        type="button"
        onClick={async () =>
          setResult(await signIn("google", { redirect: false }, { prompt: "none" }))
        }
      >
        Sign in unseen
      </button>
      <button
        type="button"
        onClick={async () => setResult(await signIn("nobody", { redirect: false }))}
      >
        Sign in with Nobody
      </button>
      <button type="button" onClick={() => signOut()}>
        Sign Out
      </button>
      <button type="button" onClick={() => signOut({ redirectTo: "/authjs/server" })}>
        Sign out to the server page
      </button>
      <button type="button" onClick={async () => setResult(await signOut({ redirect: false }))}>
        Sign out quietly
      </button>
      <output>{JSON.stringify(result)}</output>
    </>
  );
}
