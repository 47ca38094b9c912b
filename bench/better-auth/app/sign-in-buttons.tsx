"use client";

import { authClient } from "../auth-client";

export function SignInButtons() {
  return (
    <>
      <button
        type="button"
        onClick={() => authClient.signIn.social({ provider: "google", callbackURL: "/" })}
      >
        Sign in with Google
      </button>
      <button
        type="button"
        onClick={() => authClient.signIn.social({ provider: "github", callbackURL: "/" })}
      >
        Sign in with GitHub
      </button>
    </>
  );
}
