/** The address that answers 429 until there is room again, and leads on to `returnTo` then. */
export function tooManyPath(returnTo: string): string {
  return `/too-many?${new URLSearchParams({ returnTo })}`;
}
