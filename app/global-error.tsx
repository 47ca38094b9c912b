"use client";

import { lazy } from "react";
import "./globals.css";

/**
 * Stands in for a page that could not be shown, root layout and all. Next loads this file with every
 * page, so that it holds no more than where the rest is.
 */
export default lazy(() => import("@/app/failed-document").catch(() => ({ default: LastWords })));

/** For whom that is not to be had, since they are offline or there has been another build. */
function LastWords() {
  return (
    <html lang="en">
      <body>
        This page could not be shown. <a href="/">Go to the home page</a>
      </body>
    </html>
  );
}
