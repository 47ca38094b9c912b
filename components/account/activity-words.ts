import { describeDevice } from "@/components/account/device-name";
import type { ActivityEntry } from "@/lib/db/activity";
import type { ActivityKind } from "@/lib/db/schema";

/** `device` is the other device that an entry is about, if it says which. */
type Words = (provider: string, detail: string | null, device: string | null) => string;

const reasons: Record<string, string> = {
  "email-unverified": "it has no verified address for you",
  "issuer-changed": "this site uses another server of it now",
  "not-connected": "that account is not connected to yours",
  "account-removed": "that account was disconnected from yours",
  "account-of-another": "it belongs to another account here",
  "link-used": "you had already accepted or declined it",
  "address-of-another": "its address belongs to another account here",
  "address-not-allowed": "its address may not be used here",
  suspended: "your account is suspended",
  "awaiting-approval": "your account isn’t approved yet",
  "recovery-unusable": "its recovery link had been used or stopped",
};

function because(detail: string | null): string {
  const reason = detail !== null && Object.hasOwn(reasons, detail) ? reasons[detail] : null;
  return reason ? `: ${reason}` : "";
}

const otherPlaces = new Map<string | null, string>([
  ["network", "from another network"],
  ["browser", "in another browser"],
  ["network, browser", "from another network and browser"],
]);

const words: Record<ActivityKind, Words> = {
  "account-created": (provider) => `Account created with ${provider}`,
  "sign-in": (provider, detail) =>
    detail === "new-device" ? `New sign-in with ${provider}` : `Signed in with ${provider}`,
  "sign-in-refused": (provider, detail) =>
    `A sign-in with ${provider} was refused${because(detail)}`,
  "sign-out": () => "Signed out",
  confirmed: (provider) => `Identity confirmed with ${provider}`,
  "confirm-refused": (provider, detail) =>
    `A confirmation with ${provider} was refused${because(detail)}`,
  "sign-in-disowned": (provider, _, device) =>
    `You said that a sign-in with ${provider}${device ? ` on ${device}` : ""} wasn’t you`,
  connected: (provider, detail) => {
    switch (detail) {
      case "by-address":
        return `${provider} connected automatically: it has your email address`;
      case "undo":
        return `${provider} connected again`;
      case "restored":
        return `${provider} connected again, in a browser that you had used before`;
      case "recovered":
        return `${provider} connected with a recovery link`;
      case "undone":
        return `${provider} connected again, since it wasn’t you who disconnected it`;
      default:
        return `${provider} connected`;
    }
  },
  "connect-refused": (provider, detail) => `Connecting ${provider} was refused${because(detail)}`,
  disconnected: (provider, detail) =>
    detail === "undone"
      ? `${provider} disconnected, since it wasn’t you who connected it`
      : `${provider} disconnected`,
  "session-ended": (_, __, device) => `${device ?? "A device"} was signed out`,
  "other-sessions-ended": (_, detail) =>
    detail === "1" ? "The other device was signed out" : `${detail} other devices were signed out`,
  "device-vouched": (provider, detail, device) =>
    detail === "confirmed"
      ? `Marked as yours: you confirmed with ${provider} that it was you`
      : `${device ?? "A device"} marked as yours`,
  "device-forgotten": (_, __, device) => `${device ?? "A known device"} was forgotten`,
  "used-elsewhere": (_, detail) => `A session was used ${otherPlaces.get(detail) ?? "elsewhere"}`,
  "use-vouched": () => "You said that it was you who used a session elsewhere",
  "profile-changed": (_, detail) => {
    const fields = detail?.replace(/^undone: /, "");
    return fields === detail ? `Profile changed: ${detail}` : `Profile put back: ${fields}`;
  },
  "address-changed": (provider, detail) =>
    detail === "undone" ? "Address put back" : `Address changed to the one at ${provider}`,
  "address-released": (provider) =>
    `Your email address now belongs to a new account, which proved it with ${provider}`,
  "role-changed": (_, detail) => `Your role was changed to ${detail}`,
  suspended: () => "Your account was suspended",
  "suspension-lifted": () => "Your account was restored",
  approved: () => "Your account was approved",
  "sessions-ended-by-operator": () => "You were signed out on all devices",
  "recovery-started": () => "A recovery link was made for your account",
  "recovery-stopped": () => "You stopped the recovery of your account",
  exported: () => "Your data was downloaded",
};

const operatorKinds: ReadonlySet<ActivityKind> = new Set<ActivityKind>([
  ...(["role-changed", "suspended", "suspension-lifted", "approved"] as const),
  ...(["sessions-ended-by-operator", "recovery-started"] as const),
]);

/** Whether an operator did it: there is no device of the user's then. */
export function isByOperator({ kind }: Pick<ActivityEntry, "kind">): boolean {
  return operatorKinds.has(kind);
}

/** A newer version may have written to the same database. */
const unknownKind: Words = () => "Other activity";

/** Describes an entry in one line. `providerName` turns an id into a name. */
export function activityWords(
  { kind, provider, detail, subjectUserAgent }: DescribedEntry,
  providerName: (id: string) => string,
): string {
  const toWords = words[kind] ?? unknownKind;
  const device = subjectUserAgent ? describeDevice(subjectUserAgent).name : null;
  return toWords(provider ? providerName(provider) : "a provider", detail, device);
}

type DescribedEntry = Pick<ActivityEntry, "kind" | "provider" | "detail"> &
  Partial<Pick<ActivityEntry, "subjectUserAgent">>;
