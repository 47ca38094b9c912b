import { SessionProvider } from "next-auth/react";
import { auth } from "@/auth";
import { Dashboard } from "../client/dashboard";

/** The server gives the session to the browser, which then doesn't ask for it. */
export default async function GivenPage() {
  const session = await auth();
  return (
    <SessionProvider session={session}>
      <Dashboard />
    </SessionProvider>
  );
}
