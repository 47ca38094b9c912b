import { accessRefusals } from "@/lib/flash/access-refusals";
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
    case "cancelled":
      return {
        tone: "neutral",
        title: cancelledPurposes[message.intent](providerName(message.provider)),
      };
    case "provider-error":
      return providerErrorNotice(message, providerName(message.provider));
    case "provider-away":
      return {
        tone: "problem",
        title: `${providerName(message.provider)} cannot be reached right now.`,
        text: message.mayPass
          ? "Nothing was changed. Try again in a minute, or continue another way."
          : "Nothing was changed. Trying again is unlikely to help: continue another way, and tell us the reference.",
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
  { intent, parameters, reference, mayPass }: ProviderError,
  provider: string,
): Notice {
  return {
    tone: "problem",
    title: refusedPurposes[intent](provider),
    text: mayPass
      ? "This is what it said. Try again in a minute; if it happens again, tell us the reference."
      : `This is what it said. If you can't fix it at ${provider}, ask your administrator there, or continue another way.`,
    details: parameters,
    reference,
  };
}

type FlashRefusal = Extract<FlashMessage, { kind: "refused" }>["reason"];

function refusals(provider: string): Record<FlashRefusal, { title: string; text: string }> {
  const verify = `Nothing was changed. Verify your e-mail address at ${provider}, then try again.`;
  const title = `${provider} has no verified e-mail address for you.`;
  const uncertain = {
    title,
    text: `${verify} If it is verified already, tell us the reference: a setting at ${provider} may have to change.`,
  };
  return {
    ...accessRefusals,
    "email-missing": uncertain,
    "email-not-shared": {
      title: "You didn't share your e-mail address.",
      text: `Nothing was changed. Try again, and let ${provider} share your e-mail address with us.`,
    },
    "issuer-changed": {
      title: `${provider} can't be used here right now.`,
      text: `This site has changed which ${provider} server it uses, and your account there may be mistaken for another one. Tell us the reference.`,
    },
    "email-invalid": uncertain,
    "email-verified-missing": uncertain,
    "email-verified-not-boolean": uncertain,
    "email-unverified": { title, text: verify },
    "account-of-another": {
      title: `That ${provider} account is already used by another account here.`,
      text: `Nothing was changed. If it’s yours, sign in there, disconnect ${provider}, then try again.`,
    },
    "address-of-another": {
      title: `The address of this ${provider} account belongs to another account here.`,
      text: `Nothing was changed. If that one is yours too, sign in to it and disconnect the account with this address, or delete it there, and then connect ${provider} here.`,
    },
    "link-used": {
      title: "There is nothing left to connect.",
      text: `You have already answered this question. You can connect ${provider} on this page.`,
    },
    // Concerns only visitors who sign in; a page of their own tells them.
    "recovery-unusable": {
      title: "This recovery link can’t be used.",
      text: "Nothing was changed. Ask the people who run this site for a new one.",
    },
    "not-connected": {
      title: `This ${provider} account is not connected to yours.`,
      text: "Nothing was changed. Choose an account that you sign in with here.",
    },
  };
}
