import { cx } from "class-variance-authority";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";

type DisclosureProps = { summary: string; className?: string; children: ReactNode };

/** Shows more once it is opened, without JavaScript too. */
export function Disclosure({ summary, className, children }: DisclosureProps) {
  return (
    <details className={cx("text-sm", className)}>
      <summary className="flex min-h-11 w-fit cursor-pointer items-center gap-1.5 font-medium [&::-webkit-details-marker]:hidden">
        {/* Lucide's `chevron-right`. */}
        <Icon className="size-4 rtl:rotate-180 in-open:rotate-90!">
          <path d="m9 18 6-6-6-6" />
        </Icon>
        {summary}
      </summary>
      {children}
    </details>
  );
}
