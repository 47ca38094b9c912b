"use client";

import { type RefObject, useEffect, useState } from "react";

/**
 * Makes the browser ask before it leaves a page whose form has edits that were not saved. Without
 * JavaScript it doesn't ask.
 *
 * @param form.isRefused - whether what the user typed was sent and not saved
 * @param form.isPending - whether it is being saved
 */
export function useUnsavedEdits(
  ref: RefObject<HTMLFormElement | null>,
  { isRefused, isPending }: { isRefused: boolean; isPending: boolean },
): void {
  const [isEdited, setEdited] = useState(false);
  useEffect(() => {
    const form = ref.current;
    const check = () => setEdited(form !== null && [...form.elements].some(isChanged));
    form?.addEventListener("input", check);
    return () => form?.removeEventListener("input", check);
  }, [ref]);
  useEffect(() => {
    // Only while it is needed: browsers keep no page with such a listener in the back/forward cache.
    if (isPending || !(isEdited || isRefused)) return;
    const ask = (event: Event) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isEdited, isRefused, isPending]);
}

function isChanged(element: Element): boolean {
  if (!(element instanceof HTMLInputElement)) return false;
  return element.value !== element.defaultValue || element.checked !== element.defaultChecked;
}
