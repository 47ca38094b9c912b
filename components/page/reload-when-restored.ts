"use client";

import { useEffect } from "react";

/**
 * Reloads the page when the browser restores it from its back/forward cache, where it would still
 * show a pending button, or a user who has since signed out.
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
