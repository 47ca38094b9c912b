import "server-only";
import { isCancellation } from "@/lib/auth/oauth/cancellation";
import { cleanErrorCode } from "@/lib/auth/oauth/error-code";
import { errorParameters } from "@/lib/auth/oauth/error-response";
import { isPassingCode } from "@/lib/auth/oauth/passing-fault";
import type { FlashMessage } from "@/lib/flash/message";

/** The address of a callback with a verified state and `error`. */
type ErrorCallback = { url: string };

/** What the next page says about it. */
export function toFlash(
  { url }: ErrorCallback,
  about: { provider: string; intent: "sign-in" | "connect" | "confirm"; reference: string },
): FlashMessage {
  const parameters = errorParameters(new URL(url).searchParams);
  const { provider, intent } = about;
  if (isCancellation(parameters)) return { kind: "cancelled", provider, intent };
  const mayPass = isPassingCode(new URL(url).searchParams.get("error") ?? "");
  return { kind: "provider-error", ...about, mayPass, parameters };
}

/** For the log: the code, and the provider's reason without what may be personal or secret in it. */
export function toLogFields({ url }: ErrorCallback): { reason: string; description?: string } {
  const { searchParams } = new URL(url);
  const reason = cleanErrorCode(searchParams.get("error") ?? "");
  const text = searchParams.get("error_description");
  return text ? { reason, description: withoutSecrets(text) } : { reason };
}

const descriptionMaxLength = 200;

/** Leaves words: addresses, URLs, tokens and anything else with a sign or digit inside are cut out. */
function withoutSecrets(text: string): string {
  return text
    .split(/[\s\p{C}]+/u)
    .map((word) =>
      /^["'(]*[\p{L}-]{1,30}["').,:;!?]*$|^[A-Z]{2,8}\d{1,8}:?$/u.test(word) ? word : "…",
    )
    .join(" ")
    .slice(0, descriptionMaxLength);
}
