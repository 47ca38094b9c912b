import { cx } from "class-variance-authority";
import type { ReactNode } from "react";

type RowFrameProps = {
  /** 20 px wide. */
  icon: ReactNode;
  heading: ReactNode;
  /** What is told of it, line by line. */
  children: ReactNode;
  /** At the end of the row; on a phone beside the heading alone, so that the rest has the whole width. */
  actions?: ReactNode;
  /** Whether they stand below the rest on a phone, where headings are long. */
  actionsBelow?: boolean;
};

/** The columns of a row in a list of devices, connected accounts or activity. */
export function RowFrame({ icon, heading, children, actions, actionsBelow }: RowFrameProps) {
  const beside = actions && !actionsBelow;
  return (
    <div className="grid grid-cols-[1.25rem_1fr_auto] gap-x-3 gap-y-1 text-sm wrap-anywhere">
      <div className={cx("pt-0.5", beside && "max-sm:mt-2.5")}>{icon}</div>
      <div className={cx("min-w-0", beside && "max-sm:mt-2.5")}>{heading}</div>
      <div
        className={cx(
          "col-start-2 col-end-4 row-start-2 flex min-w-0 flex-col gap-1",
          beside && "max-sm:mt-1",
          actions && "sm:col-end-3",
        )}
      >
        {children}
      </div>
      {actions && (
        <div
          className={cx(
            "sm:row-span-2",
            beside
              ? "col-start-3 row-start-1"
              : "col-start-2 max-sm:mt-1 sm:col-start-3 sm:row-start-1",
          )}
        >
          {actions}
        </div>
      )}
    </div>
  );
}
