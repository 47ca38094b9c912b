import type { Metadata } from "next";
import { providerName } from "@/lib/auth/providers/registry";
import { siteName } from "@/lib/brand";
import { readFlash } from "@/lib/flash/flash";

/**
 * The title of the pages below a layout. It begins with the page's message, which screen readers then
 * read first: "Profile saved · Profile · Foyer".
 */
export async function titlesBelow(): Promise<Metadata> {
  const message = await readMessage();
  return message ? { title: { default: siteName, template: `${message} · %s · ${siteName}` } } : {};
}

/** The same for the page beside that layout, which gets no template from it; null for the site's name. */
export async function titleOf(page: string | null): Promise<Metadata> {
  const message = await readMessage();
  if (!message) return page === null ? {} : { title: page };
  return { title: { absolute: [message, page, siteName].filter(Boolean).join(" · ") } };
}

async function readMessage(): Promise<string | null> {
  const notice = await readFlash(providerName);
  return notice?.title.replace(/[.。]$/u, "") ?? null;
}
