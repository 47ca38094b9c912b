import type { ReactNode } from "react";

type IconProps = { className: string; children: ReactNode };

/**
 * Lucide's svg element. Lucide's own icons are client components, whose script a page loads whether or
 * not it shows them. Pages that otherwise need no script of ours draw their icons with this.
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
