"use client";

import type { VariantProps } from "class-variance-authority";
import type { MouseEvent, ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { useSubmitScope } from "@/components/forms/submit-scope";
import { useReloadWhenRestored } from "@/components/page/reload-when-restored";
import { buttonVariants } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";

type SubmitButtonProps = VariantProps<typeof buttonVariants> & {
  icon?: ReactNode;
  pendingText: string;
  children: ReactNode;
};

/** Submits its form once: while one of its scope is on its way, none there answers a press. */
export function SubmitButton(props: SubmitButtonProps) {
  const { icon, pendingText, variant, size, children } = props;
  const { pending: pressed } = useFormStatus();
  const busy = useSubmitScope(pressed);
  useReloadWhenRestored();
  return (
    <>
      {/* Not `disabled`: that would drop the keyboard focus on the page's body. */}
      <button
        type="submit"
        aria-disabled={busy}
        aria-busy={pressed}
        onClick={busy ? refuse : undefined}
        className={buttonVariants({ variant, size })}
      >
        {pressed ? <Spinner /> : icon}
        <span className="min-w-0 text-balance wrap-anywhere">{children}</span>
      </button>
      <span aria-live="polite" className="sr-only">
        {pressed && pendingText}
      </span>
    </>
  );
}

function refuse(event: MouseEvent) {
  event.preventDefault();
}
