import type { ReactNode } from "react";

/** The `<link>` of a message, for `t.rich`. */
export function linkTo(href: string) {
  return {
    link: (words: ReactNode) => (
      <a href={href} className="underline">
        {words}
      </a>
    ),
  };
}
