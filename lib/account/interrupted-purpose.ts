/** What a user was about to do when they had to reauthenticate: the keys of `confirm.to` in `messages/`. */
export type InterruptedPurpose =
  | "changeAddress"
  | "connectOffered"
  | "continue"
  | "delete"
  | "disconnect"
  | "download"
  | "signOutDevices";

const purposes = new Map<string | undefined, InterruptedPurpose>([
  ["/account", "changeAddress"],
  ["/account/connections/disconnect", "disconnect"],
  ["/account/connections/offer", "connectOffered"],
  ["/account/data", "download"],
  ["/account/data/delete", "delete"],
  ["/account/sessions/ended", "signOutDevices"],
  ["/account/sessions/others", "signOutDevices"],
]);

/**
 * Reads from the page that a reauthentication returns to what was interrupted there.
 *
 * @param returnTo - a path with or without a query
 * @returns `continue` for a page that does several such things, or none
 */
export function interruptedPurpose(returnTo: string): InterruptedPurpose {
  const [pathname] = returnTo.split("?", 1);
  return purposes.get(pathname) ?? "continue";
}
