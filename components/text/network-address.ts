/** Where a request came from, as far as it is known. */
export function networkAddress(ip: string | null): string {
  return ip ?? "unknown network address";
}
