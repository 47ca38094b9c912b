"use client";

import { fontVariables } from "@/app/fonts";
import { Failure } from "@/components/page/failure";
// Beside the fonts, as in the layout: apart, they would be two stylesheets of every page.
import "./globals.css";

/** The whole document of a page that could not be shown. */
export default function FailedDocument(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" className={fontVariables}>
      <body className="font-sans antialiased">
        <Failure {...props} />
      </body>
    </html>
  );
}
