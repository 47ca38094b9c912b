/** The address that explains an absent database and leads on to `returnTo` once it is back. */
export function unavailablePath(returnTo: string): string {
  return `/unavailable?${new URLSearchParams({ returnTo })}`;
}
