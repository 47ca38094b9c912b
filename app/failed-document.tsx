"use client";

import { fontVariables } from "@/app/fonts";
import { Failure } from "@/components/page/failure";
// Imported with the fonts, as in the layout: otherwise every page would load two stylesheets.
import "./globals.css";

/** The whole document that replaces a page whose root layout failed. */
export default function FailedDocument(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" className={fontVariables}>
      <body className="font-sans antialiased">
        <Failure {...props} />
      </body>
    </html>
  );
}
