import "server-only";
import { providerName } from "@/lib/auth/providers/registry";
import { findSignedOutBy } from "@/lib/auth/session/current-user";
import { readFlash } from "@/lib/flash/flash";
import type { Notice } from "@/lib/flash/notice";
import { pageTranslator } from "@/lib/i18n/page-locale";

/** The notice of a page that found no current user: its message, or why the browser was signed out. */
export async function signedOutNotice(): Promise<Notice | null> {
  const notice = await readFlash(providerName);
  if (notice) return notice;
  const signedOutBy = await findSignedOutBy();
  if (!signedOutBy) return null;
  const t = await pageTranslator();
  const words = signedOutBy === "operator" ? "signedOutByOperator" : "signedOutElsewhere";
  return {
    tone: "neutral",
    title: t(`notices.${words}.title`),
    text: t(`notices.${words}.text`),
  };
}
