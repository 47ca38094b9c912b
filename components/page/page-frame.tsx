import type { ReactNode } from "react";
import { Archway } from "@/components/page/archway";
import { SiteLinks } from "@/components/page/site-links";
import type { Translator } from "@/lib/i18n/translator";

type PageFrameProps = {
  /** See `Archway`. */
  door?: "opening" | "open" | "closed";
  children: ReactNode;
  t: Translator;
};

/** The archway around a page, with the legal links at its foot. */
export function PageFrame({ door, children, t }: PageFrameProps) {
  return (
    <Archway door={door} footer={<SiteLinks className="mt-auto flex justify-center" t={t} />}>
      {children}
    </Archway>
  );
}
