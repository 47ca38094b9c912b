import "server-only";
import { providerName } from "@/lib/auth/providers/registry";
import { wasSignedOutElsewhere } from "@/lib/auth/session/current-user";
import { readFlash } from "@/lib/flash/flash";
import type { Notice } from "@/lib/flash/notice";
import { pageTranslator } from "@/lib/i18n/page-locale";

/** The notice of a page that found no current user: its message, or why the browser was signed out. */
export async function signedOutNotice(): Promise<Notice | null> {
  const notice = await readFlash(providerName);
  if (notice) return notice;
  if (!(await wasSignedOutElsewhere())) return null;
  const t = await pageTranslator();
  return { tone: "neutral", title: t("notices.signedOutElsewhere") };
}
