import type { ReactNode } from "react";

type BrowserFormProps = {
  /** A server action without bound arguments. */
  action: (form: FormData) => Promise<void>;
  className?: string;
  children: ReactNode;
};

/**
 * A form that the browser submits itself, with or without JavaScript: to the page's own URL, with a
 * redirect as the response. It is the markup that React renders for `<form action={…}>` without
 * JavaScript, but React doesn't handle its submission, so it needs no client component.
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
  // React sends bound arguments along in an encoding of its own, which this form doesn't produce.
  if (typeof $$id !== "string" || $$bound) {
    throw new TypeError("A browser form needs a server action without bound arguments.");
  }
  return $$id;
}
