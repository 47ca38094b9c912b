import {
  CircleHelp,
  Download,
  KeyRound,
  Link2,
  LogIn,
  LogOut,
  type LucideIcon,
  MonitorCheck,
  MonitorX,
  ShieldAlert,
  ShieldCheck,
  Unlink,
  UserRound,
} from "lucide-react";
import type { ActivityKind } from "@/lib/db/schema";

/** The groups that the activity can be filtered by, as they stand in its address. */
export const activityGroups = ["sign-ins", "accounts", "profile"] as const;

export type ActivityGroup = (typeof activityGroups)[number];

const kinds: Record<ActivityKind, [ActivityGroup, LucideIcon]> = {
  "account-created": ["accounts", UserRound],
  "sign-in": ["sign-ins", LogIn],
  "sign-in-refused": ["sign-ins", ShieldAlert],
  "sign-in-disowned": ["sign-ins", ShieldAlert],
  "sign-out": ["sign-ins", LogOut],
  confirmed: ["sign-ins", ShieldCheck],
  "confirm-refused": ["sign-ins", ShieldAlert],
  connected: ["accounts", Link2],
  "connect-refused": ["accounts", ShieldAlert],
  disconnected: ["accounts", Unlink],
  "session-ended": ["sign-ins", MonitorX],
  "other-sessions-ended": ["sign-ins", MonitorX],
  "device-vouched": ["sign-ins", MonitorCheck],
  "device-forgotten": ["sign-ins", MonitorX],
  "used-elsewhere": ["sign-ins", ShieldAlert],
  "use-vouched": ["sign-ins", MonitorCheck],
  "profile-changed": ["profile", UserRound],
  "address-changed": ["profile", UserRound],
  "address-released": ["profile", UserRound],
  "role-changed": ["accounts", KeyRound],
  suspended: ["accounts", ShieldAlert],
  "suspension-lifted": ["accounts", ShieldCheck],
  approved: ["accounts", ShieldCheck],
  "sessions-ended-by-operator": ["sign-ins", MonitorX],
  "recovery-started": ["accounts", KeyRound],
  "recovery-stopped": ["accounts", KeyRound],
  exported: ["accounts", Download],
};

/** The icon of a kind of activity; a newer version may have written one that this one doesn't know. */
export function activityIcon(kind: ActivityKind): LucideIcon {
  return kinds[kind]?.[1] ?? CircleHelp;
}

/** Whether the arrow of an icon points along the text, so that right-to-left pages mirror it. */
export function pointsAlongText(icon: LucideIcon): boolean {
  return icon === LogIn || icon === LogOut;
}

/** The kinds of one group. */
export function kindsOf(group: ActivityGroup): ActivityKind[] {
  return (Object.keys(kinds) as ActivityKind[]).filter((kind) => kinds[kind][0] === group);
}

/** Whether a value from an address names a group. */
export function isActivityGroup(value: unknown): value is ActivityGroup {
  return activityGroups.some((group) => group === value);
}
