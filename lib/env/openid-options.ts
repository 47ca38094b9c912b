/** The optional settings of an OpenID provider, by the last part of their variables' names. */
type Options = { DOMAINS?: string; SCOPE?: string; TOKEN_AUTH?: string };

const defaultScope = "openid email profile";

/** RFC 6749, section 3.3. */
const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** @returns the domains in lower case */
export function readDomains(value = ""): string[] {
  return value
    .split(",")
    .map((domain) => domain.trim().toLowerCase())
    .filter((domain) => domain !== "");
}

/** Without `openid` there would be no ID Token (OpenID Connect Core 1.0, section 3.1.2.1). */
export function readScope(value = defaultScope): string {
  return [...new Set(["openid", ...value.trim().split(/\s+/)])].join(" ");
}

/** What is wrong with the optional settings, in words that follow the variable's name. */
export function findOptionProblems(values: Options): [keyof Options, string][] {
  const problems: [keyof Options, string][] = [];
  if (!readDomains(values.DOMAINS).every(isDomain)) {
    const message =
      "must be domains separated by commas, such as example.com,example.org: complete ones, without @ or *, international ones in their xn-- form";
    problems.push(["DOMAINS", message]);
  }
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

function isDomain(domain: string): boolean {
  return (
    domain.length <= 253 &&
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(domain)
  );
}
