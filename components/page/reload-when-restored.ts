"use client";

import { useEffect } from "react";

/**
 * Loads the page anew when Back brings it out of the browser's cache, where it still shows a button
 * as pressed, or a visitor who has signed out since.
 */
export function useReloadWhenRestored() {
  useEffect(() => {
    const reload = (event: PageTransitionEvent) => {
      if (event.persisted) window.location.reload();
    };
    window.addEventListener("pageshow", reload);
    return () => window.removeEventListener("pageshow", reload);
  }, []);
}
