import type { ReactNode } from "react";

type BrowserFormProps = {
  /** A server action without bound arguments. */
  action: (form: FormData) => Promise<void>;
  className?: string;
  children: ReactNode;
};

/**
 * A form that the browser itself sends, whether scripts run or not: to the page's own address, and
 * answered by a redirect. It is written as React writes `<form action={…}>` for browsers without
 * JavaScript, but React does not take its submission over and needs no client component for it.
 */
export function BrowserForm({ action, className, children }: BrowserFormProps) {
  return (
    <form action="" encType="multipart/form-data" method="POST" className={className}>
      <input type="hidden" name={`$ACTION_ID_${idOf(action)}`} />
      {children}
    </form>
  );
}

/** React's `registerServerReference` puts these on every server action. */
type ServerReference = { $$id?: unknown; $$bound?: unknown };

function idOf(action: BrowserFormProps["action"]): string {
  const { $$id, $$bound } = action as ServerReference;
  // Bound arguments would have to be sent along, in React's own encoding.
  if (typeof $$id !== "string" || $$bound) {
    throw new TypeError("A browser form needs a server action without bound arguments.");
  }
  return $$id;
}
