import type { ReactNode } from "react";
import { titlesBelow } from "@/app/(foyer)/notice-title";

export const generateMetadata = titlesBelow;

/** Only for the title: each page has its own frame. */
export default function TitledLayout({ children }: { children: ReactNode }) {
  return children;
}
