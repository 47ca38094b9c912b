"use client";

import type { VariantProps } from "class-variance-authority";
import type { MouseEvent, ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { useReloadWhenRestored } from "@/components/reload-when-restored";
import { buttonVariants } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";

type SubmitButtonProps = VariantProps<typeof buttonVariants> & {
  name?: string;
  value?: string;
  icon: ReactNode;
  tag?: string;
  pendingText: string;
  children: ReactNode;
};

/** Submits its form once: while the form is on its way, this and its siblings answer no press. */
export function SubmitButton(props: SubmitButtonProps) {
  const { name, value, icon, tag, pendingText, variant, children } = props;
  const { pending, data } = useFormStatus();
  useReloadWhenRestored();
  const pressed = pending && (name === undefined || data.get(name) === value);
  return (
    <>
      {/* Not `disabled`: that would drop the keyboard focus on the page's body. */}
      <button
        type="submit"
        name={name}
        value={value}
        aria-disabled={pending}
        aria-busy={pressed}
        onClick={pending ? refuse : undefined}
        className={buttonVariants({ variant })}
      >
        {pressed ? <Spinner /> : icon}
        <span>{children}</span>
        {tag && (
          <span className="-top-[0.8em] absolute end-3 rounded-full border border-line bg-surface px-2 font-sans text-muted text-xs leading-5">
            {tag}
          </span>
        )}
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
