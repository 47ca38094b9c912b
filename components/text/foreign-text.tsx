/**
 * Text from outside the app: a name, an address, a provider's message. `<bdi>` keeps it from reordering
 * the text around it; without bidirectional controls it can't show itself backwards.
 */
export function ForeignText({ children }: { children: string }) {
  return <bdi>{withoutControls(children)}</bdi>;
}

/** Keeps direction marks: mixed Arabic or Hebrew needs them, and they override nothing. */
function withoutControls(text: string): string {
  return text.replace(/[\u202A-\u202E\u2066-\u2069]/gu, "").replace(/\p{Cc}+/gu, " ");
}
