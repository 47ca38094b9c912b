import { DrizzleAdapter } from "@auth/drizzle-adapter";
import NextAuth from "next-auth";
import GitHub from "next-auth/providers/github";
import Google from "next-auth/providers/google";
import { db } from "./db";

/**
 * https://authjs.dev/getting-started/installation and its pages on Google, GitHub and Drizzle. The
 * addresses of the providers are set beside what they show, since these run on this machine; and the
 * pool has ten connections, as ours, where they show one.
 */
export const { handlers, auth, signIn, signOut } = NextAuth({
  adapter: DrizzleAdapter(db),
  providers: [
    Google({ issuer: process.env.AUTH_GOOGLE_ISSUER as string }),
    GitHub({ enterprise: { baseUrl: process.env.AUTH_GITHUB_ENTERPRISE_URL as string } }),
  ],
});
