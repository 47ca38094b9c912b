import { cx } from "class-variance-authority";
import type { ReactNode } from "react";

type ButtonContentProps = {
  icon?: ReactNode;
  /** Shown instead of the label of a busy button that has an icon. */
  busyText?: string | undefined;
  children: ReactNode;
};

/**
 * The icon and label of a button. While the button is busy, a spinner covers the icon, or the label if
 * there is no icon; the button's size stays the same. `busyText` is for the eyes alone: the name of the
 * button stays, and a live region beside it says the same.
 */
export function ButtonContent({ icon, busyText, children }: ButtonContentProps) {
  if (!icon) {
    return (
      <>
        {/* Not `invisible`, which would take the button's name away. */}
        <span className="min-w-0 text-balance wrap-anywhere in-aria-busy:opacity-0">
          {children}
        </span>
        <span className="button-spinner" />
      </>
    );
  }
  return (
    <>
      <span className="relative shrink-0">
        <span className="block in-aria-busy:invisible">{icon}</span>
        <span className="button-spinner" />
      </span>
      <span
        className={cx("min-w-0 text-balance wrap-anywhere", busyText && "in-aria-busy:sr-only")}
      >
        {children}
      </span>
      {busyText && (
        <span aria-hidden="true" className="hidden min-w-0 wrap-anywhere in-aria-busy:inline">
          {busyText}
        </span>
      )}
    </>
  );
}
