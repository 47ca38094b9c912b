import "server-only";
import type { Session } from "next-auth";
import type { LiveSession } from "@/lib/db/sessions";

declare module "next-auth" {
  interface Session {
    user: {
      id: string;
      username: string;
      name: string | null;
      /** Null while the address is not confirmed as the user's. */
      email: string | null;
      image: string | null;
      /** One of those in foyer.config.ts. */
      role: string;
    };
  }
}

/** A session as `auth()` and `useSession()` return it: no token, and no more of the user than this. */
export function toAuthSession({ user, expires }: LiveSession): Session {
  const { id, username, name, email, image, role } = user;
  return { user: { id, username, name, email, image, role }, expires: expires.toISOString() };
}
