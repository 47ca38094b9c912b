import type { FlashMessage } from "@/lib/flash/message";
import type { Notice } from "@/lib/flash/notice";
import type { MessageKey } from "@/lib/i18n/message-format";
import { none } from "@/lib/i18n/none";
import type { Translator } from "@/lib/i18n/translator";

type Disowned = Extract<FlashMessage, { kind: "disowned" }>;
type Undone = Disowned["undone"][number];
type Kept = Disowned["kept"][number];
type Field = Exclude<
  Kept["what"],
  "connected" | "disconnected" | "exported" | "sessions-ended" | "device-forgotten"
>;
type ProviderName = (id: string) => string;

/** The notice after "No, sign it out": what was undone, and what couldn't be. */
export function disownedNotice(
  message: Disowned,
  providerName: ProviderName,
  t: Translator,
): Notice {
  const { undone, kept } = message;
  const lists = [
    {
      title: t("notices.disowned.undoneTitle"),
      items: undone.map((change) => undoneWords(change, providerName, t)),
    },
    {
      title: t("notices.disowned.keptTitle"),
      items: kept.map((change) => keptWords(change, providerName, t)),
    },
  ].filter(({ items }) => items.length > 0);
  return {
    tone: "success",
    title: t("notices.sessionEnded", { device: message.device ?? none }),
    text: textOf(message, providerName, t),
    ...(lists.length > 0 && { lists }),
  };
}

function textOf(
  { hasAccount, usedOwnAccount, provider }: Disowned,
  providerName: ProviderName,
  t: Translator,
): string {
  if (!hasAccount) return t("notices.disowned.noAccountLeft");
  if (usedOwnAccount) return t("notices.disowned.ownAccount");
  return provider
    ? t("notices.disowned.account", { provider: providerName(provider) })
    : t("notices.disowned.unknownAccount");
}

function undoneWords(
  { what, provider: id }: Undone,
  providerName: ProviderName,
  t: Translator,
): string {
  const provider = id && providerName(id);
  switch (what) {
    case "connected":
      return provider
        ? t("notices.disowned.undone.connected", { provider })
        : t("notices.disowned.undone.unknownConnected");
    case "disconnected":
      return provider
        ? t("notices.disowned.undone.disconnected", { provider })
        : t("notices.disowned.undone.unknownDisconnected");
    case "exported":
    case "sessions-ended":
    case "device-forgotten":
      return keptWords({ what, why: "lasting" }, providerName, t);
    default:
      return t(`notices.disowned.undone.${what}`);
  }
}

function keptWords(
  { what, why, provider: id }: Kept,
  providerName: ProviderName,
  t: Translator,
): string {
  const provider = id && providerName(id);
  switch (what) {
    case "exported":
      return t("notices.disowned.kept.exported");
    case "sessions-ended":
      return t("notices.disowned.kept.sessionsEnded");
    case "device-forgotten":
      return t("notices.disowned.kept.deviceForgotten");
    case "connected":
    case "disconnected":
      if (why === "of-another")
        return provider
          ? t("notices.disowned.kept.ofAnother", { provider })
          : t("notices.disowned.kept.unknownOfAnother");
      return provider
        ? t("notices.disowned.kept.disconnected", { provider })
        : t("notices.disowned.kept.unknownDisconnected");
    default:
      return t(keptFields[why]?.[what] ?? "notices.disowned.kept.other");
  }
}

/** What can happen to each field; another version may have found more. */
const keptFields: Partial<Record<Kept["why"], Partial<Record<Field, MessageKey>>>> = {
  taken: {
    address: "notices.disowned.kept.addressTaken",
    username: "notices.disowned.kept.usernameTaken",
  },
  "changed-since": {
    address: "notices.disowned.kept.addressChanged",
    username: "notices.disowned.kept.usernameChanged",
    name: "notices.disowned.kept.nameChanged",
    picture: "notices.disowned.kept.pictureChanged",
  },
  unreadable: {
    address: "notices.disowned.kept.addressUnreadable",
    profile: "notices.disowned.kept.profileUnreadable",
  },
  deleted: { picture: "notices.disowned.kept.pictureDeleted" },
};
