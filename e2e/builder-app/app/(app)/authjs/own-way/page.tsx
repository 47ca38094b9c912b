import { SessionProvider } from "next-auth/react";
import { OwnWay } from "./own-way";

export default function OwnWayPage() {
  return (
    <SessionProvider>
      <OwnWay />
    </SessionProvider>
  );
}
