import { vi } from "vitest";
import { createTestUser, signInOf } from "@/lib/test-support/test-user";

export type LinkSettings = { AUTH_LINK_VERIFIED_EMAIL?: string; AUTH_OIDC_CORP_DOMAINS?: string };

/** Sign-ins under these settings, with a company's OpenID provider beside the built-in ones. */
export async function signInsWith(settings: LinkSettings = {}) {
  const corp = { ISSUER: "https://id.corp.example", ID: "corp", SECRET: "s3cret" };
  for (const [part, value] of Object.entries(corp)) vi.stubEnv(`AUTH_OIDC_CORP_${part}`, value);
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  vi.resetModules();
  const { completeSignIn } = await import("@/lib/auth/linking/complete-sign-in");
  return (email: string, provider: string, claims = {}) => {
    const user = createTestUser({ email, ...claims });
    return completeSignIn(signInOf({ ...user, email }, { provider }));
  };
}

export const newAddress = (domain = "example.com") => `${crypto.randomUUID()}@${domain}`;

/** The outcome that asks for a sign-in with a provider of this user first. */
export const existingProviderOf = (userId: string) => ({ kind: "guided", link: { userId } });
