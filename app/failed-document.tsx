"use client";

import { Failure } from "@/components/page/failure";
// Here and not in global-error.tsx: a builder's pages would preload it.
import "./fonts.css";
import "./globals.css";

/** The whole document that replaces a page whose root layout failed. */
export default function FailedDocument(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body className="font-sans antialiased">
        <Failure {...props} />
      </body>
    </html>
  );
}
