/** The IP address of a request, or words for an unknown one. */
export function networkAddress(ip: string | null): string {
  return ip ?? "unknown network address";
}
