import type { ReactNode } from "react";
import { noticeTitle } from "@/app/(foyer)/notice-title";

export const generateMetadata = noticeTitle;

/** Only for the title: each page has its own frame. */
export default function TitledLayout({ children }: { children: ReactNode }) {
  return children;
}
