"use client";

import { type RefObject, useEffect } from "react";

/** After a rejected submission, moves the focus to the first field that has an error. */
export function useFocusFirstInvalid(
  ref: RefObject<HTMLFormElement | null>,
  rejection: object | null,
): void {
  useEffect(() => {
    if (rejection) ref.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [ref, rejection]);
}
