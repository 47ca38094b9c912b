import "./provider-addresses";
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { db } from "./db";
import * as schema from "./schema";

const google = process.env.AUTH_GOOGLE_ISSUER;
const github = process.env.AUTH_GITHUB_ENTERPRISE_URL;

/** More sign-ins than a run makes, since they all come from one IP address. */
const generousLimit = { window: 60, max: 1_000_000 };

/**
 * The app of https://better-auth.com/docs/installation and its pages on Next.js, Drizzle, Google,
 * GitHub and session management, with four differences: the variables have the names that the other
 * apps use, the providers run on this machine, the rate limit (which stays on) allows more, and the
 * cookie cache, if it is on, lasts longer than a run in place of five minutes.
 */
export const auth = betterAuth({
  baseURL: process.env.AUTH_URL as string,
  secret: process.env.AUTH_SECRET as string,
  database: drizzleAdapter(db, { provider: "pg", schema }),
  socialProviders: {
    google: {
      clientId: process.env.AUTH_GOOGLE_ID as string,
      clientSecret: process.env.AUTH_GOOGLE_SECRET as string,
      authorizationEndpoint: `${google}/authorize`,
    },
    github: {
      clientId: process.env.AUTH_GITHUB_ID as string,
      clientSecret: process.env.AUTH_GITHUB_SECRET as string,
      authorizationEndpoint: `${github}/login/oauth/authorize`,
    },
  },
  session: {
    cookieCache: { enabled: process.env.BENCH_COOKIE_CACHE === "on", maxAge: 24 * 60 * 60 },
  },
  rateLimit: { ...generousLimit, customRules: { "/sign-in/social": generousLimit } },
});
