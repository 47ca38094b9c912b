import "server-only";
import { cookies, headers } from "next/headers";
import { type FlashMessage, flashMessage } from "@/lib/flash/message";
import type { Notice } from "@/lib/flash/notice";
import { toNotice } from "@/lib/flash/sign-in-notice";
import { contextHeaders } from "@/lib/http/request-context";
import { cookieOptions, flashCookieName } from "@/lib/security/cookies";
import { openValue, sealValue } from "@/lib/security/sealed-value";

/** Long enough for a slow redirect, too short for a message to turn up out of context. */
const maxAgeSeconds = 120;

/**
 * Leaves a message for the next page. The cookie names the message and is signed, so that a
 * crafted link or a planted cookie cannot put words on our pages.
 */
export async function setFlash(message: FlashMessage): Promise<void> {
  const value = await sealValue("flash", message, maxAgeSeconds);
  (await cookies()).set(flashCookieName(), value, { ...cookieOptions(), maxAge: maxAgeSeconds });
}

/**
 * The message left for this page. `proxy.ts` hands it over in a header and has expired its cookie
 * in the same answer, so that it is shown once, with or without JavaScript.
 */
export async function readFlash(providerName: (id: string) => string): Promise<Notice | null> {
  const message = await readFlashMessage();
  return message && toNotice(message, providerName);
}

/** The same before it is put into words. */
export async function readFlashMessage(): Promise<FlashMessage | null> {
  const value = (await headers()).get(contextHeaders.flash);
  const message = value ? flashMessage.safeParse(await openValue("flash", value)) : null;
  return message?.data ?? null;
}
