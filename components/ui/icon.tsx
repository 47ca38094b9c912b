import type { ReactNode } from "react";

type IconProps = { className: string; children: ReactNode };

/**
 * The sheet on which Lucide draws. Its own icons are client components, and a page loads the scripts of
 * all that it may show: here are those of the pages that need no script of ours otherwise.
 */
export function Icon({ className, children }: IconProps) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={className}
    >
      {children}
    </svg>
  );
}
