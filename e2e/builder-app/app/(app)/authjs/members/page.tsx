import { SessionProvider } from "next-auth/react";
import { Members } from "./members";

export default function MembersPage() {
  return (
    <SessionProvider>
      <Members />
    </SessionProvider>
  );
}
