import { domainsMessage, isDomain, readList } from "@/lib/env/email-lists";

/** The optional settings of an OpenID provider, by the last part of their variables' names. */
type Options = { DOMAINS?: string; SCOPE?: string; TOKEN_AUTH?: string };

const defaultScope = "openid email profile";

/** RFC 6749, section 3.3. */
const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** Without `openid` there would be no ID Token (OpenID Connect Core 1.0, section 3.1.2.1). */
export function readScope(value = defaultScope): string {
  return [...new Set(["openid", ...value.trim().split(/\s+/)])].join(" ");
}

/** What is wrong with the optional settings, in words that follow the variable's name. */
export function findOptionProblems(values: Options): [keyof Options, string][] {
  const problems: [keyof Options, string][] = [];
  if (!readList(values.DOMAINS ?? "").every(isDomain)) problems.push(["DOMAINS", domainsMessage]);
  if (
    !readScope(values.SCOPE)
      .split(" ")
      .every((token) => scopeToken.test(token) && !token.includes(","))
  ) {
    problems.push(["SCOPE", "must be scopes separated by spaces, such as openid email"]);
  }
  if (values.TOKEN_AUTH !== undefined && !["basic", "post"].includes(values.TOKEN_AUTH)) {
    const message =
      "must be basic, for the secret in the Authorization header, or post, for the body";
    problems.push(["TOKEN_AUTH", message]);
  }
  return problems;
}
