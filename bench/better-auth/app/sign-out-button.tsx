"use client";

import { useRouter } from "next/navigation";
import { authClient } from "../auth-client";

export function SignOutButton() {
  const router = useRouter();
  return (
    <button
      type="button"
      onClick={() => authClient.signOut({ fetchOptions: { onSuccess: () => router.refresh() } })}
    >
      Sign out
    </button>
  );
}
