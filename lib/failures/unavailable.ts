/** What was going on when the database turned out to be away. */
export type UnavailableStep = "page" | "sign-out";

/** The address that explains an absent database and leads on once it is back. */
export function unavailablePath(step: UnavailableStep, returnTo: string): string {
  return `/unavailable?${new URLSearchParams({ step, returnTo })}`;
}
