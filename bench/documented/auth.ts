import { DrizzleAdapter } from "@auth/drizzle-adapter";
import NextAuth from "next-auth";
import GitHub from "next-auth/providers/github";
import Google from "next-auth/providers/google";
import { db } from "./db";

/**
 * The app of https://authjs.dev/getting-started/installation and its pages on Google, GitHub and
 * Drizzle, with two differences. It sets the providers' URLs, since they run on this machine, and
 * its pool has ten connections, as ours does, instead of one.
 */
export const { handlers, auth, signIn, signOut } = NextAuth({
  adapter: DrizzleAdapter(db),
  providers: [
    Google({ issuer: process.env.AUTH_GOOGLE_ISSUER as string }),
    GitHub({ enterprise: { baseUrl: process.env.AUTH_GITHUB_ENTERPRISE_URL as string } }),
  ],
});
