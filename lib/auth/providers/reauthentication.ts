import { freshnessSeconds } from "@/lib/auth/session/lifetime";

/** OpenID Connect Core 1.0, section 3.1.2.1: any issuer can be asked to sign somebody in anew. */
export const openIdConfirmation = {
  confirm: (address: string) => ({
    prompt: "login",
    max_age: String(freshnessSeconds),
    login_hint: address,
  }),
  maxAuthenticationAgeSeconds: freshnessSeconds,
};
