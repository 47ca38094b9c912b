import type { ReactNode } from "react";

/** The actions of a row: at its end, or below its text where there is no room, starting as the text does. */
export function RowActions({ children }: { children: ReactNode }) {
  return children ? <div className="max-lg:ms-8">{children}</div> : null;
}
