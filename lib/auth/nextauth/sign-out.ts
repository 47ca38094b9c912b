import "server-only";
import { headers } from "next/headers";
import type { NextAuthResult } from "next-auth";
import { chosenReturnPath } from "@/lib/auth/nextauth/return-to";
import { throwSeeOther } from "@/lib/auth/nextauth/see-other";
import { signOutOf } from "@/lib/auth/sign-in/sign-out";
import { env } from "@/lib/env/env";

type SignOut = NextAuthResult["signOut"];
type Options = { redirectTo?: string; redirect?: boolean };

/**
 * Signs the user out from a server action or a route handler, and redirects to `redirectTo`, by default
 * the page that the request came from. With `redirect: false`, returns `{ redirect }`, the address. If
 * the database is unavailable, the user stays signed in, and it always redirects to a page that says
 * so: the caller would take the user for signed out.
 */
export const signOut = (async ({ redirectTo, redirect = true }: Options = {}) => {
  const requestHeaders = await headers();
  const returnTo = chosenReturnPath(redirectTo, requestHeaders);
  const { kind, url } = await signOutOf(requestHeaders, returnTo);
  if (redirect || kind === "database-away") throwSeeOther(url);
  return { redirect: new URL(url, env().origin).href };
}) as SignOut;
