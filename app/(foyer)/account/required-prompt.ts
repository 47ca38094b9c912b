import { DeviceWait } from "@/app/(foyer)/account/device-wait";
import { Reauthenticate } from "@/app/(foyer)/account/reauthenticate";
import type { CurrentUser } from "@/lib/auth/session/current-user";
import { isKnownDevice } from "@/lib/auth/session/guards";
import { isFresh } from "@/lib/auth/session/lifetime";

/** What a user has to do before they may use a sensitive control, and its title; null once they may. */
export function requiredPrompt(user: CurrentUser) {
  if (!isKnownDevice(user)) return { Prompt: DeviceWait, title: "wait.title" } as const;
  return isFresh(user) ? null : ({ Prompt: Reauthenticate, title: "confirm.title" } as const);
}
