/**
 * Text from outside the app without what could show it backwards. Keeps direction marks: mixed Arabic or
 * Hebrew needs them, and they override nothing.
 */
export function cleanForeignText(text: string): string {
  return text.replace(/[\u202A-\u202E\u2066-\u2069]/gu, "").replace(/\p{Cc}+/gu, " ");
}
