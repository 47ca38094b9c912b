import { headers } from "next/headers";
import type { ReactNode } from "react";
import { PressOnceScript } from "@/components/forms/press-once-script";
import { requestNonce } from "@/lib/http/request-context";
import "@/app/globals.css";

/**
 * The document around Foyer's pages. It reads the nonce, so Next.js renders all of them for each request:
 * a prerendered page has no nonce, and our CSP would block its scripts. The script is here, not in the
 * pages: React runs none in a page that its router loads.
 *
 * @param fonts - of app/fonts.ts or app/fonts-later.ts
 */
export async function FoyerDocument({ fonts, children }: { fonts: string; children: ReactNode }) {
  return (
    <html lang="en" className={fonts}>
      <body className="font-sans antialiased">
        {children}
        <PressOnceScript nonce={requestNonce(await headers())} />
      </body>
    </html>
  );
}
