import type { ReactNode } from "react";
import { Archway } from "@/components/page/archway";
import { SiteFooter } from "@/components/page/site-footer";
import type { Translator } from "@/lib/i18n/translator";

type PageFrameProps = {
  /** See `Archway`. */
  door?: "opening" | "open" | "closed";
  children: ReactNode;
  t: Translator;
};

/** The archway around a page, with the legal links and the language at its foot. */
export function PageFrame({ door, children, t }: PageFrameProps) {
  return (
    <Archway door={door} footer={<SiteFooter className="mt-auto justify-center" t={t} />}>
      {children}
    </Archway>
  );
}
