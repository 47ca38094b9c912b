import type { ReactNode } from "react";

/** The words of a message in a tag (`t.rich`) that only screen readers say. */
export function screenReaderOnly(words: ReactNode) {
  return <span className="sr-only">{words}</span>;
}
