"use server";

import { completeChoice } from "@/app/(foyer)/sign-in/complete-choice";
import { createSeparateUser } from "@/lib/auth/linking/create-separate-user";

/** Signs the visitor in as a new user, who takes the address over from the existing one. */
export async function startNew(): Promise<void> {
  await completeChoice({
    open: async (link, browser) => {
      const started = await createSeparateUser(link, browser);
      return started === "used" ? null : started;
    },
    outcome: "new",
    message: "new-account",
  });
}
