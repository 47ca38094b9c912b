import type { ReactNode } from "react";
import { DeviceWait } from "@/app/(foyer)/account/device-wait";
import { Reauthenticate } from "@/app/(foyer)/account/reauthenticate";
import type { CurrentUser } from "@/lib/auth/session/current-user";
import { isKnownDevice } from "@/lib/auth/session/guards";
import { isFresh } from "@/lib/auth/session/lifetime";

type SensitiveControlProps = {
  user: CurrentUser;
  /** The path of its page. */
  returnTo: string;
  /** The control of a sensitive action. */
  children: ReactNode;
};

/** Shows a control once its user may use it; until then, why not and what to do. */
export function SensitiveControl({ user, returnTo, children }: SensitiveControlProps) {
  const required = requiredPrompt(user);
  if (!required) return children;
  return <required.Prompt user={user} returnTo={returnTo} />;
}

/** What a user has to do before they may use a sensitive control, and its title; null once they may. */
export function requiredPrompt(user: CurrentUser) {
  if (!isKnownDevice(user)) return { Prompt: DeviceWait, title: "wait.title" } as const;
  return isFresh(user) ? null : ({ Prompt: Reauthenticate, title: "confirm.title" } as const);
}
