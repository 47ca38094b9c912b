import type { ReactNode } from "react";

/** The actions of a row: at its end, or below its text on a narrow screen, where they start as the text does. */
export function RowActions({ children }: { children: ReactNode }) {
  return children ? <div className="max-sm:ms-8">{children}</div> : null;
}
