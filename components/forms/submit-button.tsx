"use client";

import type { VariantProps } from "class-variance-authority";
import type { MouseEvent, ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { useSubmitScope } from "@/components/forms/submit-scope";
import { useReloadWhenRestored } from "@/components/page/reload-when-restored";
import { buttonVariants } from "@/components/ui/button";
import { ButtonContent } from "@/components/ui/button-content";

type SubmitButtonProps = VariantProps<typeof buttonVariants> & {
  icon?: ReactNode;
  pendingText: string;
  children: ReactNode;
};

/** Submits its form once: while any form of its scope is pending, the scope's buttons do nothing. */
export function SubmitButton(props: SubmitButtonProps) {
  const { icon, pendingText, variant, size, children } = props;
  const { pending: pressed } = useFormStatus();
  const busy = useSubmitScope(pressed);
  useReloadWhenRestored();
  return (
    <>
      {/* Not `disabled`, which would move the keyboard focus to the body. */}
      <button
        type="submit"
        aria-disabled={busy}
        aria-busy={pressed}
        onClick={busy ? preventSubmit : undefined}
        className={buttonVariants({ variant, size })}
      >
        <ButtonContent
          icon={icon}
          busyText={variant === "provider" ? `${pendingText}…` : undefined}
        >
          {children}
        </ButtonContent>
      </button>
      <span aria-live="polite" className="sr-only">
        {pressed && pendingText}
      </span>
    </>
  );
}

function preventSubmit(event: MouseEvent) {
  event.preventDefault();
}
