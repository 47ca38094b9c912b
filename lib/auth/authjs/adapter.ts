import "server-only";
import type { Adapter, AdapterUser } from "next-auth/adapters";
import type { UnitOfWork } from "@/lib/auth/authjs/unit-of-work";
import { isCompleted } from "@/lib/auth/linking/verified-sign-in";
import { drizzleAdapter } from "@/lib/db/authjs-adapter";

/**
 * The adapter that Auth.js calls during one callback, on @auth/drizzle-adapter. Since Auth.js sees no
 * session cookie, it calls only the methods below; it requires the others to exist.
 *
 * @param work - begins once Auth.js has read the claims, and before its first call here
 */
export function signInAdapter(work: UnitOfWork): Adapter {
  return {
    ...drizzleAdapter(),
    getUserByAccount: async () => toAdapterUser(await work.accountOwner()),
    getUserByEmail: async () => toAdapterUser(await work.addressOwner()),
    createUser: (user) => {
      work.stage("user");
      return user;
    },
    linkAccount: () => {
      work.stage("account");
    },
    createSession: async ({ sessionToken, userId }) => {
      const outcome = await work.commit();
      // A concurrent write changed the decision; `work.outcome` says to what.
      if (!isCompleted(outcome)) throw new Error("no session opens");
      return { sessionToken, userId, expires: outcome.expires };
    },
  };
}

/** Auth.js reads only the id of an existing user. */
function toAdapterUser(id: string | null): AdapterUser | null {
  return id === null ? null : { id, email: "", emailVerified: null };
}
