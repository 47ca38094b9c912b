import "server-only";
import { headers } from "next/headers";
import type { NextAuthResult } from "next-auth";
import { chosenReturnPath } from "@/lib/auth/nextauth/return-to";
import { throwSeeOther } from "@/lib/auth/nextauth/see-other";
import { findProvider } from "@/lib/auth/providers/registry";
import {
  type AuthorizationParameters,
  authorizationParameters,
} from "@/lib/auth/sign-in/authorization-parameters";
import { startSignIn } from "@/lib/auth/sign-in/start-sign-in";
import { env } from "@/lib/env/env";
import { readQuery } from "@/lib/http/request-fields";
import { signInPath } from "@/lib/http/return-path";

type SignIn = NextAuthResult["signIn"];
type Options = Parameters<SignIn>[1];
type Params = Parameters<SignIn>[2];

/**
 * Starts a sign-in from a server action or a route handler, and redirects to the provider; without a
 * provider that is set up, to the sign-in page. With `redirect: false`, returns the address instead.
 *
 * @param options - `redirectTo` and `redirect`, or a form with a field `redirectTo`; by default, the
 *   visitor returns to the page that the request came from
 * @param authorizationParams - `prompt`, `login_hint` and `ui_locales` reach the provider
 * @throws TypeError for parameters that are repeated or too long, and for `prompt=none`
 */
export const signIn = (async (
  provider?: string,
  options: Options = {},
  authorizationParams?: Params,
) => {
  const { redirectTo, redirect = true } = readOptions(options);
  const parameters = readParameters(authorizationParams);
  const requestHeaders = await headers();
  const returnTo = chosenReturnPath(redirectTo, requestHeaders);
  const found = findProvider(provider);
  const { url } = found
    ? await startSignIn(requestHeaders, { provider: found, returnTo, parameters })
    : { url: signInPath(returnTo) };
  return redirect ? throwSeeOther(url) : new URL(url, env().origin).href;
}) as SignIn;

/** A form comes from the visitor, who may only say where to return to. */
function readOptions(options: NonNullable<Options>): { redirectTo?: unknown; redirect?: boolean } {
  return options instanceof FormData ? { redirectTo: options.get("redirectTo") } : options;
}

function readParameters(params: Params): AuthorizationParameters {
  const query = readQuery(new URLSearchParams(params).toString());
  const parameters = query instanceof Map ? authorizationParameters(query) : null;
  if (!parameters)
    throw new TypeError(
      `signIn() got authorization parameters that are repeated or too long, or a prompt other than "login", "consent" and "select_account".`,
    );
  return parameters;
}
