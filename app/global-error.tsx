"use client";

import { fontVariables } from "@/app/fonts";
import { UnexpectedFailure } from "@/components/unexpected-failure";
import "./globals.css";

/** Stands in for the root layout when that is what failed. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" className={fontVariables}>
      <body className="font-sans antialiased">
        <UnexpectedFailure error={error} retry={retry} />
      </body>
    </html>
  );
}
