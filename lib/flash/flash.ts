import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { type FlashMessage, flashMessage } from "@/lib/flash/message";
import type { Notice } from "@/lib/flash/notice";
import { toNotice } from "@/lib/flash/sign-in-notice";
import { requireGate } from "@/lib/gate/mark";
import { contextHeaders } from "@/lib/http/request-context";
import { pageTranslator } from "@/lib/i18n/page-locale";
import { cookieOptions, flashCookieName } from "@/lib/security/cookies";
import { openValue, sealValue } from "@/lib/security/sealed-value";

/** Long enough for a slow redirect, too short for a message to turn up out of context. */
const maxAgeSeconds = 120;

/**
 * Leaves a message for the next page. The cookie only names the message and is sealed, so a
 * crafted link or a planted cookie cannot put text on our pages.
 */
export async function setFlash(message: FlashMessage): Promise<void> {
  const value = await sealValue("flash", message, maxAgeSeconds);
  (await cookies()).set(flashCookieName(), value, { ...cookieOptions(), maxAge: maxAgeSeconds });
}

/**
 * The message left for this page, as a notice in the page's language. The gate passes it on in a header and expires its
 * cookie in the same response, so it is shown once, with or without JavaScript.
 */
export async function readFlash(providerName: (id: string) => string): Promise<Notice | null> {
  const message = await readFlashMessage();
  return message && toNotice(message, providerName, await pageTranslator());
}

/**
 * The message left for this page, before it becomes a notice. Every page of Foyer's asks for it.
 * @throws GateBypassedError
 */
export const readFlashMessage = cache(async (): Promise<FlashMessage | null> => {
  const requestHeaders = await headers();
  requireGate(requestHeaders);
  const value = requestHeaders.get(contextHeaders.flash);
  const message = value ? flashMessage.safeParse(await openValue("flash", value)) : null;
  return message?.data ?? null;
});
