import { providerName } from "@/lib/auth/providers/registry";
import { siteName } from "@/lib/brand";
import { readFlash } from "@/lib/flash/flash";

/**
 * Puts the title of the page's message in front of the document's title, which screen readers read
 * first: "Profile saved · Profile · Foyer".
 */
export async function noticeTitle(): Promise<{ title?: NoticeTitle }> {
  const notice = await readFlash(providerName);
  if (!notice) return {};
  const title = notice.title.replace(/\.$/, "");
  return { title: { default: `${title} · ${siteName}`, template: `${title} · %s · ${siteName}` } };
}

/** Of the page itself, and of the pages below a layout. */
type NoticeTitle = { default: string; template: string };
