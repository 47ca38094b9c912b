"use server";

import { completeChoice } from "@/app/(foyer)/sign-in/complete-choice";
import { restoreAccount } from "@/lib/auth/linking/restore-account";

/** Connects the removed account again, and signs the visitor in as its user. */
export async function restore(): Promise<void> {
  await completeChoice({
    open: async ({ removal, ...link }, browser) => {
      const restored = removal ? await restoreAccount({ ...link, removal }, browser) : "used";
      return restored === "used" ? null : restored;
    },
    outcome: "restored",
    message: "restored",
  });
}
