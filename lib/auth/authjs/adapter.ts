import "server-only";
import type { Adapter } from "next-auth/adapters";
import type { SignInAttempt } from "@/lib/auth/authjs/attempt";
import type { NamedUser } from "@/lib/auth/authjs/provider-config";
import { completeSignIn } from "@/lib/auth/linking/complete-sign-in";
import { hashDeviceToken } from "@/lib/auth/session/device-cookie";
import { drizzleAdapter } from "@/lib/db/authjs-adapter";

/**
 * The adapter that Auth.js drives during one callback.
 *
 * Auth.js looks a person up, creates them, links the account and opens the session in separate
 * writes (`handleLoginOrRegister` in @auth/core, lib/actions/callback/handle-login.js): a crash
 * in between locks the person out for good, and two first sign-ins at once make one of them fail.
 * So it is told that nobody is known yet, its writes are only taken note of, and the last of them
 * decides by our link policy and writes everything, together or not at all.
 */
export function signInAdapter(attempt: SignInAttempt): Adapter {
  let named: NamedUser | undefined;
  return {
    // Auth.js insists that every method exists. With no session cookie passed to it, it calls none
    // but those below.
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
      const { intent, user, provider, device, deviceToken } = attempt;
      attempt.completed = await completeSignIn({
        intent,
        user,
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
