import "server-only";
import { providerName } from "@/lib/auth/providers/registry";
import { wasSignedOutElsewhere } from "@/lib/auth/session/current-user";
import { readFlash } from "@/lib/flash/flash";
import type { Notice } from "@/lib/flash/notice";

/** The notice of a page that found no current user: its message, or why the browser was signed out. */
export async function signedOutNotice(): Promise<Notice | null> {
  const notice = await readFlash(providerName);
  return notice ?? ((await wasSignedOutElsewhere()) ? endedElsewhere : null);
}

const endedElsewhere: Notice = {
  tone: "neutral",
  title: "You were signed out from another device.",
};
