import "server-only";
import { redirect } from "next/navigation";
import type { CurrentUser } from "@/lib/auth/session/current-user";
import { isFresh } from "@/lib/auth/session/lifetime";
import { env } from "@/lib/env/env";
import { confirmPath, waitPath } from "@/lib/http/return-path";

/**
 * Whether a session may do what an unknown device has to wait for: its device is known to be the
 * user's, or NEW_DEVICE_WAIT has passed since the session was opened.
 */
export function isKnownDevice({ newDeviceSecondsAgo }: OpenedSession): boolean {
  return newDeviceSecondsAgo === null || newDeviceSecondsAgo >= env().NEW_DEVICE_WAIT;
}

type OpenedSession = Pick<CurrentUser, "newDeviceSecondsAgo">;

/**
 * For pages and server actions: sends a user on an unknown device to the page that says what they can
 * do about it. Call it before `requireFresh`, since one of those ways also confirms the user.
 *
 * @param returnTo - the path to return to afterwards
 */
export function requireKnownDevice(user: CurrentUser, returnTo: string): void {
  if (!isKnownDevice(user)) redirect(waitPath(returnTo));
}

/** The same for a user whom no provider has confirmed within five minutes: see `isFresh`. */
export function requireFresh(user: CurrentUser, returnTo: string): void {
  if (!isFresh(user)) redirect(confirmPath(returnTo));
}
