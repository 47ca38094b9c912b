import { accountNotice } from "@/lib/flash/account-notice";
import type { FlashMessage } from "@/lib/flash/message";
import type { Notice } from "@/lib/flash/notice";

/**
 * The notice of a message that a page shows once.
 * @param providerName - the display name of a provider's id
 */
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
    case "refused":
      return {
        tone: "problem",
        ...refusals(providerName(message.provider))[message.reason],
        reference: message.reference,
      };
    default:
      return accountNotice(message, providerName);
  }
}

type ProviderError = Extract<FlashMessage, { kind: "provider-error" }>;

const cancelledPurposes = {
  "sign-in": (provider: string) => `You cancelled signing in with ${provider}.`,
  connect: (provider: string) => `You cancelled connecting ${provider}.`,
  confirm: (provider: string) => `You cancelled confirming with ${provider}.`,
};

const refusedPurposes = {
  "sign-in": (provider: string) => `${provider} did not sign you in.`,
  connect: (provider: string) => `${provider} was not connected.`,
  confirm: (provider: string) => `${provider} did not confirm that it is you.`,
};

function providerErrorNotice(
  { intent, parameters, reference }: ProviderError,
  provider: string,
): Notice {
  const cancelled = parameters.some((p) => p.name === "error" && p.value === "access_denied");
  return {
    tone: "problem",
    title: (cancelled ? cancelledPurposes : refusedPurposes)[intent](provider),
    text: cancelled
      ? "Nothing was changed. You can try again, or continue another way."
      : "This is what it said. Try again; if it happens again, tell us the reference.",
    details: parameters,
    reference,
  };
}

type RefusalReason = Extract<FlashMessage, { kind: "refused" }>["reason"];

function refusals(provider: string): Record<RefusalReason, { title: string; text: string }> {
  return {
    "email-unverified": {
      title: `${provider} has no verified e-mail address for you.`,
      text: `Nothing was changed. Verify your e-mail address at ${provider}, then try again.`,
    },
    "issuer-changed": {
      title: `${provider} can't be used here right now.`,
      text: `This site has changed which ${provider} server it uses, and your account there may be mistaken for another one. Tell us the reference.`,
    },
    "account-of-another": {
      title: `This ${provider} account belongs to another account here.`,
      text: `Nothing was changed. If that one is yours too, sign in to it, disconnect ${provider} or delete it there, and then connect ${provider} here.`,
    },
    "address-of-another": {
      title: `The address of this ${provider} account belongs to another account here.`,
      text: `Nothing was changed. If that one is yours too, sign in to it and disconnect the account with this address, or delete it there, and then connect ${provider} here.`,
    },
    "link-used": {
      title: "There is nothing left to connect.",
      text: `You have already answered this question. You can connect ${provider} on this page.`,
    },
    "not-connected": {
      title: `This ${provider} account is not connected to yours.`,
      text: "Nothing was changed. Choose an account that you sign in with here.",
    },
  };
}
