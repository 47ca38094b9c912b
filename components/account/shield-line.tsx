import type { ReactNode } from "react";
import { ShieldIcon } from "@/components/account/shield-icon";
import { buttonVariants } from "@/components/ui/button";

type ShieldLineProps = {
  children: ReactNode;
  /** Where the user does something about it. */
  href: string;
  /** The words of the link there. */
  action: string;
};

/** Says in a line or two what a user should look at for the safety of their account, and leads there. */
export function ShieldLine({ children, href, action }: ShieldLineProps) {
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-xl border border-line bg-raised px-4 py-3 text-sm">
      <div className="flex min-w-0 flex-1 basis-48 gap-3">
        <ShieldIcon />
        <div className="min-w-0">{children}</div>
      </div>
      <a href={href} className={buttonVariants({ size: "compact", className: "max-sm:ms-8" })}>
        {action}
      </a>
    </div>
  );
}
