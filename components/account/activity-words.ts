import { describeDevice } from "@/components/account/device-name";
import { perLocale } from "@/components/text/per-locale";
import type { ActivityEntry } from "@/lib/db/activity";
import type { ActivityKind } from "@/lib/db/schema";
import type { Translator } from "@/lib/i18n/translator";

type About = {
  provider: string;
  detail: string | null;
  /** The other device that an entry is about, if it says which. */
  device: string | null;
};
type Words = (t: Translator, about: About) => string;

const words: Record<ActivityKind, Words> = {
  "account-created": (t, { provider }) => t("activity.kinds.accountCreated", { provider }),
  "sign-in": (t, { provider, detail }) =>
    detail === "new-device"
      ? t("activity.kinds.signInOnNewDevice", { provider })
      : t("activity.kinds.signIn", { provider }),
  "sign-in-refused": (t, { provider }) => t("activity.kinds.signInRefused", { provider }),
  "sign-out": (t) => t("activity.kinds.signOut"),
  confirmed: (t, { provider }) => t("activity.kinds.confirmed", { provider }),
  "confirm-refused": (t, { provider }) => t("activity.kinds.confirmRefused", { provider }),
  "sign-in-disowned": (t, { provider, device }) =>
    device
      ? t("activity.kinds.signInOnDeviceDisowned", { provider, device })
      : t("activity.kinds.signInDisowned", { provider }),
  connected: connectedWords,
  "connect-refused": (t, { provider }) => t("activity.kinds.connectRefused", { provider }),
  disconnected: (t, { provider, detail }) =>
    detail === "undone"
      ? t("activity.kinds.connectUndone", { provider })
      : t("activity.kinds.disconnected", { provider }),
  "session-ended": (t, { device }) =>
    device ? t("activity.kinds.sessionEnded", { device }) : t("activity.kinds.unknownSessionEnded"),
  "other-sessions-ended": (t, { detail }) =>
    t("activity.kinds.otherSessionsEnded", { count: Number(detail) }),
  "device-vouched": (t, { provider, detail, device }) => {
    if (detail === "confirmed") return t("activity.kinds.deviceConfirmed", { provider });
    return device
      ? t("activity.kinds.deviceVouched", { device })
      : t("activity.kinds.unknownDeviceVouched");
  },
  "device-forgotten": (t, { device }) =>
    device
      ? t("activity.kinds.deviceForgotten", { device })
      : t("activity.kinds.unknownDeviceForgotten"),
  "used-elsewhere": usedElsewhereWords,
  "use-vouched": (t) => t("activity.kinds.useVouched"),
  "profile-changed": (t, { detail }) => {
    const restored = detail?.startsWith(undone) ?? false;
    return restored
      ? t("activity.kinds.profileRestored", { fields: fieldWords(detail?.slice(undone.length), t) })
      : t("activity.kinds.profileChanged", { fields: fieldWords(detail, t) });
  },
  "address-changed": (t, { provider, detail }) =>
    detail === "undone"
      ? t("activity.kinds.addressRestored")
      : t("activity.kinds.addressChanged", { provider }),
  "address-released": (t, { provider }) => t("activity.kinds.addressReleased", { provider }),
  "role-changed": (t, { detail }) => t("activity.kinds.roleChanged", { role: detail ?? "" }),
  suspended: (t) => t("activity.kinds.suspended"),
  "suspension-lifted": (t) => t("activity.kinds.suspensionLifted"),
  approved: (t) => t("activity.kinds.approved"),
  "sessions-ended-by-operator": (t) => t("activity.kinds.sessionsEndedByOperator"),
  "recovery-started": (t) => t("activity.kinds.recoveryStarted"),
  "recovery-stopped": (t) => t("activity.kinds.recoveryStopped"),
  exported: (t) => t("activity.kinds.exported"),
};

function connectedWords(t: Translator, { provider, detail }: About): string {
  switch (detail) {
    case "by-address":
      return t("activity.kinds.connectedByAddress", { provider });
    case "undo":
      return t("activity.kinds.connectedAgain", { provider });
    case "restored":
      return t("activity.kinds.connectedInKnownBrowser", { provider });
    case "recovered":
      return t("activity.kinds.connectedByRecovery", { provider });
    case "undone":
      return t("activity.kinds.disconnectUndone", { provider });
    default:
      return t("activity.kinds.connected", { provider });
  }
}

function usedElsewhereWords(t: Translator, { detail }: About): string {
  switch (detail) {
    case "network":
      return t("activity.kinds.usedOnOtherNetwork");
    case "browser":
      return t("activity.kinds.usedInOtherBrowser");
    case "network, browser":
      return t("activity.kinds.usedOnOtherNetworkAndBrowser");
    default:
      return t("activity.kinds.usedElsewhere");
  }
}

const reasons = [
  ...(["email-unverified", "issuer-changed", "not-connected", "account-removed"] as const),
  ...(["account-of-another", "link-used", "address-of-another", "address-not-allowed"] as const),
  ...(["suspended", "awaiting-approval", "recovery-unusable"] as const),
];

const undone = "undone: ";
const fields = ["username", "name", "picture"] as const;
const list = perLocale((locale) => new Intl.ListFormat(locale, { style: "narrow" }));

/** Names the fields of a profile that an entry lists; a newer version may have listed others. */
function fieldWords(detail: string | null | undefined, t: Translator): string {
  const names = (detail ?? "").split(", ").map((name) => {
    const field = fields.find((each) => each === name);
    return field ? t(`activity.fields.${field}`) : name;
  });
  return list(t).format(names);
}

const operatorKinds: ReadonlySet<ActivityKind> = new Set<ActivityKind>([
  ...(["role-changed", "suspended", "suspension-lifted", "approved"] as const),
  ...(["sessions-ended-by-operator", "recovery-started"] as const),
]);

/** Whether an operator did it: there is no device of the user's then. */
export function isByOperator({ kind }: Pick<ActivityEntry, "kind">): boolean {
  return operatorKinds.has(kind);
}

/** A newer version may have written to the same database. */
const unknownKind: Words = (t) => t("activity.kinds.other");

/** Describes an entry in one line. `providerName` turns an id into a name. */
export function activityWords(
  { kind, provider, detail, subjectUserAgent }: DescribedEntry,
  providerName: (id: string) => string,
  t: Translator,
): string {
  const toWords = words[kind] ?? unknownKind;
  const device = subjectUserAgent ? describeDevice(subjectUserAgent, t).name : null;
  return toWords(t, { provider: nameOf(provider, providerName, t), detail, device });
}

/** Why something was refused, in a sentence; null if the entry doesn't say, or not to the user. */
export function activityReason(
  { provider, detail }: Pick<ActivityEntry, "provider" | "detail">,
  providerName: (id: string) => string,
  t: Translator,
): string | null {
  const reason = reasons.find((each) => each === detail);
  if (!reason) return null;
  return t(`activity.reasons.${reason}`, { provider: nameOf(provider, providerName, t) });
}

function nameOf(provider: string | null, providerName: (id: string) => string, t: Translator) {
  return provider ? providerName(provider) : t("activity.unknownProvider");
}

type DescribedEntry = Pick<ActivityEntry, "kind" | "provider" | "detail"> &
  Partial<Pick<ActivityEntry, "subjectUserAgent">>;
