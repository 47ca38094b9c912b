import type { ReactNode } from "react";

/** The actions of a row: at its end, or below its text on a narrow screen, starting as the text does. */
export function RowActions({ children }: { children: ReactNode }) {
  return children ? <div className="max-md:ms-8">{children}</div> : null;
}
