import { handleSignIn } from "@/lib/auth/sign-in/start-endpoint";
import { nextCookieHeader, receiveRequest } from "@/lib/test-support/next-headers";

export const origin = "http://localhost:3000";
export type Sent = {
  query?: string;
  body?: string;
  headers?: Record<string, string>;
  provider?: string;
};

/** Starts a sign-in in the browser of `next-headers.ts`. */
export async function post({
  query = "",
  body = "",
  headers = {},
  provider = "google",
}: Sent = {}) {
  const type = "application/x-www-form-urlencoded";
  const path = `/api/auth/signin/${provider}${query}`;
  const all = {
    origin,
    "content-type": type,
    cookie: nextCookieHeader(),
    "x-foyer-path": path,
    ...headers,
  };
  receiveRequest(all);
  const url = `${origin}${path}`;
  return handleSignIn(new Request(url, { method: "POST", body, headers: all }), provider);
}

/** The parameters of the authorization request that the browser is sent to make. */
export async function parametersOf(sent: Sent) {
  const response = await post(sent);
  const url = new URL(response.headers.get("location") ?? "", origin);
  if (url.origin !== "https://accounts.google.com")
    throw new Error(`the start was refused with ${response.status}`);
  return url.searchParams;
}
