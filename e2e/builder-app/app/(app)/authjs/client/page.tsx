import { SessionProvider } from "next-auth/react";
import { Dashboard } from "./dashboard";
import { SignInButtons } from "./sign-in-buttons";

/** https://authjs.dev/getting-started/session-management/get-session?framework=next-client */
export default function ClientPage() {
  return (
    <SessionProvider>
      <Dashboard />
      <SignInButtons />
    </SessionProvider>
  );
}
