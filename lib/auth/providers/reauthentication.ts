import { freshnessSeconds } from "@/lib/auth/session/lifetime";

/** OpenID Connect Core 1.0, section 3.1.2.1: these make every issuer reauthenticate the user. */
export const openIdReauthentication = {
  confirm: (address: string) => ({
    prompt: "login",
    max_age: String(freshnessSeconds),
    login_hint: address,
  }),
  maxAuthenticationAgeSeconds: freshnessSeconds,
};
