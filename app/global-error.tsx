"use client";

import { lazy } from "react";

/**
 * Replaces a page that failed to render, root layout included. Next.js loads this file with every
 * page, so it only imports the document, and only when it is needed.
 */
export default lazy(() =>
  import("@/app/failed-document").catch(() => ({ default: FallbackDocument })),
);

/** Shown when that import fails: the browser is offline, or a new build has replaced the file. */
function FallbackDocument() {
  return (
    <html lang="en">
      <body>
        This page could not be shown. <a href="/">Go to the home page</a>
      </body>
    </html>
  );
}
