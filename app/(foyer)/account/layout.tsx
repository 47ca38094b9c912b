import { headers } from "next/headers";
import type { ReactNode } from "react";
import { LocalTimesScript } from "@/components/text/local-times-script";
import { requestNonce } from "@/lib/http/request-context";

/** Adds what shows times in the visitor's time zone. Each page checks the user itself. */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      <LocalTimesScript nonce={requestNonce(await headers())} />
    </>
  );
}
