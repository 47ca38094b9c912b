"use client";

import { useEffect, useState } from "react";
import { buttonVariants } from "@/components/ui/button";

const shownMilliseconds = 2_000;

/**
 * Copies the text beside it, which can also be selected by hand. Renders only where the browser has a
 * clipboard: not without JavaScript, nor over http from another machine.
 */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [state, setState] = useState<"absent" | "ready" | "copied">("absent");
  useEffect(() => {
    if (navigator.clipboard) setState("ready");
  }, []);
  useEffect(() => {
    if (state !== "copied") return;
    const timer = setTimeout(() => setState("ready"), shownMilliseconds);
    return () => clearTimeout(timer);
  }, [state]);

  if (state === "absent") return null;
  const copy = () => navigator.clipboard.writeText(text).then(() => setState("copied"));
  return (
    <button
      type="button"
      className={buttonVariants({ size: "compact" })}
      onClick={() => void copy()}
      aria-label={label}
    >
      <span aria-live="polite">{state === "copied" ? "Copied" : "Copy"}</span>
    </button>
  );
}
