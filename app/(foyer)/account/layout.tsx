import { headers } from "next/headers";
import type { ReactNode } from "react";
import { titlesBelow } from "@/app/(foyer)/notice-title";
import { LocalTimesScript } from "@/components/text/local-times-script";
import { requestNonce } from "@/lib/http/request-context";

export const generateMetadata = titlesBelow;

/**
 * Adds the title of a message, and what shows times in the visitor's time zone. Each page has its own frame,
 * and checks the user itself.
 */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      <LocalTimesScript nonce={requestNonce(await headers())} />
    </>
  );
}
