import type { ReactNode } from "react";
import { Spinner } from "@/components/ui/spinner";

type ButtonContentProps = { icon?: ReactNode; children: ReactNode };

/**
 * The icon and label of a button. While the button is busy, a spinner covers the icon, or the label if
 * there is no icon; the button's size stays the same.
 */
export function ButtonContent({ icon, children }: ButtonContentProps) {
  if (!icon) {
    return (
      <>
        {/* Not `invisible`, which would take the button's name away. */}
        <span className="min-w-0 text-balance wrap-anywhere in-aria-busy:opacity-0">
          {children}
        </span>
        <BusySpinner />
      </>
    );
  }
  return (
    <>
      <span className="relative shrink-0">
        <span className="block in-aria-busy:invisible">{icon}</span>
        <BusySpinner />
      </span>
      <span className="min-w-0 text-balance wrap-anywhere">{children}</span>
    </>
  );
}

function BusySpinner() {
  return (
    <span className="absolute inset-0 hidden items-center justify-center in-aria-busy:flex">
      <Spinner />
    </span>
  );
}
