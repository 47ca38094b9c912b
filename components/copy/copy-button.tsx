"use client";

import type { VariantProps } from "class-variance-authority";
import { useEffect, useState } from "react";
import { buttonVariants } from "@/components/ui/button";

const shownMilliseconds = 2_000;

type CopyButtonProps = VariantProps<typeof buttonVariants> & {
  text: string;
  /** The button's name; begins with the words on it. */
  label: string;
  /** What is on it, before and after it copied. */
  words?: { copy: string; copied: string };
};

const english = { copy: "Copy", copied: "Copied" };

/**
 * Copies the text beside it, which can also be selected by hand. Shown only where the browser has a
 * clipboard: not without JavaScript, nor over http from another machine. Until that is known it keeps its
 * place, so that nothing shifts. Some apps have a clipboard and refuse to use it.
 */
export function CopyButton({
  text,
  label,
  words = english,
  variant,
  size = "compact",
}: CopyButtonProps) {
  const [state, setState] = useState<"unknown" | "absent" | "ready" | "copied">("unknown");
  useEffect(() => {
    setState(navigator.clipboard ? "ready" : "absent");
  }, []);
  useEffect(() => {
    if (state !== "copied") return;
    const timer = setTimeout(() => setState("ready"), shownMilliseconds);
    return () => clearTimeout(timer);
  }, [state]);

  if (state === "absent") return null;
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setState("copied"),
      () => setState("absent"),
    );
  return (
    <button
      type="button"
      className={buttonVariants({
        variant,
        size,
        className: state === "unknown" && "invisible",
      })}
      onClick={() => void copy()}
      aria-label={label}
    >
      <span aria-live="polite">{state === "copied" ? words.copied : words.copy}</span>
    </button>
  );
}
