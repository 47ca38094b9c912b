/**
 * Another variable of a provider that is set up with `AUTH_OIDC_<KEY>_*`; null for any other provider.
 * @param idVariable - such as AUTH_OIDC_ACME_ID
 * @param name - such as SCOPE, for AUTH_OIDC_ACME_SCOPE
 */
export function openIdVariable(idVariable: string, name: "SCOPE" | "TOKEN_AUTH"): string | null {
  const [, prefix] = /^(AUTH_OIDC_.+)_ID$/.exec(idVariable) ?? [];
  return prefix ? `${prefix}_${name}` : null;
}
