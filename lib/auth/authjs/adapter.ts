import "server-only";
import type { Adapter } from "next-auth/adapters";
import type { SignInAttempt } from "@/lib/auth/authjs/attempt";
import type { NamedUser } from "@/lib/auth/authjs/provider-config";
import { completeSignIn } from "@/lib/auth/linking/complete-sign-in";
import { hashDeviceToken } from "@/lib/auth/session/device-cookie";
import { drizzleAdapter } from "@/lib/db/authjs-adapter";

/**
 * The adapter that Auth.js calls during one callback.
 *
 * Auth.js looks a user up, creates them, links the account and opens the session in separate writes
 * (`handleLoginOrRegister` in @auth/core, lib/actions/callback/handle-login.js). A crash in between
 * locks the user out for good, and of two first sign-ins at once one fails. So this adapter reports
 * every user as unknown and writes nothing until `createSession`, the last call. That decides by
 * our link policy and writes everything, together or not at all.
 */
export function signInAdapter(attempt: SignInAttempt): Adapter {
  let named: NamedUser | undefined;
  return {
    // Auth.js requires every method to exist. Since we pass it no session cookie, it calls only
    // those below.
    ...drizzleAdapter(),
    getUserByAccount: () => null,
    getUserByEmail: () => null,
    createUser: (user) => {
      named = user as unknown as NamedUser;
      return user;
    },
    linkAccount: () => undefined,
    createSession: async ({ sessionToken, userId }) => {
      if (!named) throw new Error("Auth.js opened a session before it named a user");
      const { intent, currentUser, provider, device, deviceToken } = attempt;
      attempt.completed = await completeSignIn({
        intent,
        currentUser,
        provider: provider.id,
        claims: named.claims,
        sessionToken,
        device,
        deviceHash: hashDeviceToken(deviceToken),
      });
      return { sessionToken, userId, expires: attempt.completed.expires };
    },
  };
}
