import { disownedNotice } from "@/lib/flash/disowned-notice";
import type { FlashMessage } from "@/lib/flash/message";
import type { Notice } from "@/lib/flash/notice";
import { none } from "@/lib/i18n/none";
import type { Translator } from "@/lib/i18n/translator";

type AccountMessage = Exclude<
  FlashMessage,
  {
    kind:
      | ("signed-out" | "sign-out-failed" | "refused")
      | ("cancelled" | "provider-error" | "provider-away" | "embedded-browser");
  }
>;

/** The notice of what was done, or could not be done, in the account centre. */
export function accountNotice(
  message: AccountMessage,
  providerName: (id: string) => string,
  t: Translator,
): Notice {
  const provider = "provider" in message && message.provider ? providerName(message.provider) : "";
  switch (message.kind) {
    case "linked":
      return success(t("notices.linked.title", { provider }), t("notices.linked.text"), {
        href: "/account/connections",
        label: t("connections.title"),
      });
    case "recovered":
      return success(t("notices.recovered.title"), t("notices.recovered.text", { provider }), {
        href: "/account/connections",
        label: t("notices.recovered.link"),
      });
    case "recovery-stopped":
      return success(t("notices.recoveryStopped.title"), t("notices.recoveryStopped.text"));
    case "recovery-gone":
      return problem(t("notices.recoveryGone.title"), t("notices.recoveryGone.text"));
    case "new-account":
      return success(t("notices.newAccount.title"), t("notices.newAccount.text", { provider }));
    case "restored":
      return success(t("notices.restored.title", { provider }), t("notices.restored.text"), {
        href: "/account/activity",
        label: t("notices.restored.link"),
      });
    case "connected":
      return success(t("notices.connected.title", { provider }), t("notices.connected.text"));
    case "connected-before":
      return success(t("notices.connectedBefore", { provider }));
    case "confirmed":
      return success(
        message.madeDeviceKnown ? t("notices.confirmed.deviceKnown") : t("notices.confirmed.title"),
        t("notices.confirmed.text"),
      );
    case "offer-gone":
      return problem(t("notices.offerGone.title"), t("notices.offerGone.text"));
    case "link-expired":
      return problem(t("notices.linkExpired.title"), t("notices.linkExpired.text"));
    case "disconnected":
      return success(
        provider
          ? t("notices.disconnected.title", { provider })
          : t("notices.disconnected.unknownProvider"),
        t("notices.disconnected.text"),
        { href: "/account/sessions", label: t("notices.disconnected.link") },
      );
    case "undo-gone":
      return problem(t("notices.undoGone.title"), t("notices.undoGone.text"));
    case "last-connection":
      return problem(t("notices.lastConnection.title"), t("notices.lastConnection.text"));
    case "profile-saved":
      return success(t("notices.profileSaved"));
    case "picture-saved":
      return success(t("notices.pictureSaved"));
    case "picture-refused":
      return problem(
        t("notices.pictureRefused.title"),
        t(`notices.pictureRefused.reasons.${message.reason}`),
      );
    case "address-changed":
      return success(t("notices.addressChanged"));
    case "address-taken":
      return problem(t("notices.addressTaken.title"), t("notices.addressTaken.text"));
    case "address-outdated":
      return problem(t("notices.addressOutdated.title"), t("notices.addressOutdated.text"));
    case "disowned":
      return disownedNotice(message, providerName, t);
    case "not-signed-in":
      // Doesn't say that nothing was changed: the first of two presses may have ended the session.
      return problem(t("notices.notSignedIn.title"), t("notices.notSignedIn.text"));
    case "session-ended":
      return success(t("notices.sessionEnded", { device: message.device ?? none }));
    case "session-ended-device-forgotten":
      return success(
        t("notices.sessionEnded", { device: message.device ?? none }),
        t("notices.deviceForgotten.text"),
      );
    case "device-forgotten":
      return success(t("notices.deviceForgotten.title"), t("notices.deviceForgotten.text"));
    case "use-vouched":
      return success(t("notices.useVouched.title"), t("notices.useVouched.text"));
    case "other-sessions-ended":
      return success(
        t("notices.otherSessionsEnded.title", { count: message.count }),
        t("notices.otherSessionsEnded.text"),
      );
    case "device-vouched":
      return success(t("notices.deviceVouched", { device: message.device ?? none }));
    case "account-deleted":
      return success(t("notices.accountDeleted.title"), t("notices.accountDeleted.text"));
  }
}

function success(title: string, text?: string, link?: Notice["link"]): Notice {
  return { tone: "success", title, ...(text && { text }), ...(link && { link }) };
}

function problem(title: string, text?: string): Notice {
  return { tone: "problem", title, ...(text && { text }) };
}
