import type { FlashMessage } from "@/lib/auth/flash-message";
import type { Notice } from "@/lib/failures/notice";

/** The words for a message that a page shows once. `providerName` turns an id into a name. */
export function toNotice(message: FlashMessage, providerName: (id: string) => string): Notice {
  switch (message.kind) {
    case "signed-out":
      return { tone: "success", title: "You have been signed out." };
    case "sign-out-failed":
      return {
        tone: "problem",
        title: "You are still signed in.",
        text: "We could not end your session a moment ago. Please sign out again.",
        reference: message.reference,
      };
    case "provider-error":
      return providerErrorNotice(message, providerName(message.provider));
    case "provider-away":
      return {
        tone: "problem",
        title: `${providerName(message.provider)} cannot be reached right now.`,
        text: "Nothing was changed. Try again in a minute, or continue another way.",
        reference: message.reference,
      };
  }
}

function providerErrorNotice(
  { parameters, reference }: Extract<FlashMessage, { kind: "provider-error" }>,
  provider: string,
): Notice {
  const cancelled = parameters.some((p) => p.name === "error" && p.value === "access_denied");
  return {
    tone: "problem",
    title: cancelled
      ? `You cancelled signing in with ${provider}.`
      : `${provider} did not sign you in.`,
    text: cancelled
      ? "Nothing was changed. You can try again, or continue another way."
      : "This is what it answered. Try again; if it happens again, tell us the reference.",
    details: parameters,
    reference,
  };
}
