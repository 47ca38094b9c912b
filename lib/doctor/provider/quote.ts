const maxLength = 200;

/** A provider's words for a terminal: on one line, cut, without control or invisible characters. */
export function quote(text: string): string {
  const characters = [...text.replace(/[\p{C}\s]+/gu, " ").trim()];
  return characters.length <= maxLength
    ? characters.join("")
    : `${characters.slice(0, maxLength).join("")}…`;
}

/** A code and, if the provider sent one, its `error_description` (RFC 6749, section 4.1.2.1). */
export function quoteError(code: string, description: string | null | undefined): string {
  const words = description ? quote(description) : "";
  return words && words !== code ? `${code}: ${words}` : code;
}
