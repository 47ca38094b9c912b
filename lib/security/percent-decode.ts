/** Decodes a URL's percent-encoding (RFC 3986, section 2.1). @returns null if it is malformed */
export function percentDecode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
