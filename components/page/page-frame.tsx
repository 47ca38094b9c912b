import type { ReactNode } from "react";
import { Archway } from "@/components/page/archway";
import { SiteLinks } from "@/components/page/site-links";

type PageFrameProps = {
  /** See `Archway`. */
  door?: "opening" | "open" | "closed";
  children: ReactNode;
};

/** The archway around a page, with the legal links at its foot. */
export function PageFrame({ door, children }: PageFrameProps) {
  return (
    <Archway door={door} footer={<SiteLinks className="mt-auto flex justify-center" />}>
      {children}
    </Archway>
  );
}
