import { accountNotice } from "@/lib/flash/account-notice";
import type { FlashMessage } from "@/lib/flash/message";
import type { Notice } from "@/lib/flash/notice";
import type { Translator } from "@/lib/i18n/translator";

/**
 * The notice of a message that a page shows once.
 * @param providerName - the display name of a provider's id
 */
export function toNotice(
  message: FlashMessage,
  providerName: (id: string) => string,
  t: Translator,
): Notice {
  switch (message.kind) {
    case "signed-out":
      return { tone: "success", title: t("notices.signedOut") };
    case "sign-out-failed":
      return {
        tone: "problem",
        title: t("notices.signOutFailed.title"),
        text: t("notices.signOutFailed.text"),
        reference: message.reference,
      };
    case "cancelled":
      return {
        tone: "neutral",
        title: t(`notices.cancelled.${message.intent}`, {
          provider: providerName(message.provider),
        }),
      };
    case "provider-error":
      return providerErrorNotice(message, providerName(message.provider), t);
    case "provider-away":
      return {
        tone: "problem",
        title: t("notices.providerAway.title", { provider: providerName(message.provider) }),
        text: message.mayPass
          ? t("notices.providerAway.mayPass")
          : t("notices.providerAway.lasting"),
        reference: message.reference,
      };
    case "embedded-browser":
      return embeddedBrowserNotice(message, providerName(message.provider), t);
    case "refused":
      return {
        tone: "problem",
        ...refusal(message.reason, providerName(message.provider), t),
        reference: message.reference,
      };
    default:
      return accountNotice(message, providerName, t);
  }
}

type ProviderError = Extract<FlashMessage, { kind: "provider-error" }>;

function providerErrorNotice(
  { intent, parameters, reference, mayPass }: ProviderError,
  provider: string,
  t: Translator,
): Notice {
  return {
    tone: "problem",
    title: t(`notices.providerError.title.${intent}`, { provider }),
    text: mayPass
      ? t("notices.providerError.mayPass")
      : t("notices.providerError.lasting", { provider }),
    details: parameters,
    reference,
  };
}

type EmbeddedBrowser = Extract<FlashMessage, { kind: "embedded-browser" }>;

function embeddedBrowserNotice(
  { app, instead }: EmbeddedBrowser,
  provider: string,
  t: Translator,
): Notice {
  return {
    tone: "problem",
    title: t("openBrowser.title", { provider, app: app ?? "none" }),
    text: t("openBrowser.signedIn", { instead: instead ?? "none" }),
  };
}

type FlashRefusal = Extract<FlashMessage, { kind: "refused" }>["reason"];

function refusal(
  reason: FlashRefusal,
  provider: string,
  t: Translator,
): { title: string; text: string } {
  switch (reason) {
    case "email-missing":
    case "email-invalid":
    case "email-verified-missing":
    case "email-verified-not-boolean":
      return {
        title: t("notices.refused.email-unverified.title", { provider }),
        text: t("notices.refused.email-unverified.uncertain", { provider }),
      };
    default:
      return {
        title: t(`notices.refused.${reason}.title`, { provider }),
        text: t(`notices.refused.${reason}.text`, { provider }),
      };
  }
}
