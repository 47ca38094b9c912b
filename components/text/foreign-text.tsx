/**
 * Text that somebody else wrote: a name, an address, a provider's message. Isolated, so that it cannot
 * turn its surroundings round, and without the controls by which it could show itself backwards.
 */
export function ForeignText({ children }: { children: string }) {
  return <bdi>{withoutControls(children)}</bdi>;
}

/** Direction marks stay: mixed Arabic or Hebrew needs them, and they override nothing. */
function withoutControls(text: string): string {
  return text.replace(/[\u202A-\u202E\u2066-\u2069]/gu, "").replace(/\p{Cc}+/gu, " ");
}
