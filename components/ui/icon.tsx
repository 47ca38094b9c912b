import type { ReactNode } from "react";

type IconProps = { className: string; children: ReactNode };

/**
 * Lucide's svg element. Lucide's own icons are client components, whose script a page loads whether or
 * not it shows them. Pages that otherwise need no script of ours draw their icons with this. The strokes
 * are in globals.css: as attributes, a page would send them twice per icon.
 */
export function Icon({ className, children }: IconProps) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={`stroke-icon ${className}`}>
      {children}
    </svg>
  );
}
