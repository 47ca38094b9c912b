/** Parameters that the caller of a sign-in may add to the authorization request. */
export type AuthorizationParameters = Partial<
  Record<"prompt" | "login_hint" | "ui_locales", string>
>;

const passedOn = ["prompt", "login_hint", "ui_locales"] as const;
/** OpenID Connect Core 1.0, section 3.1.2.1. `none` would sign a visitor in without being seen. */
const prompts = /^(login|consent|select_account)( (login|consent|select_account))*$/;

/**
 * Reduces what was asked for to what reaches the provider, so that no caller chooses `client_id`,
 * `redirect_uri` or `scope`.
 * @returns null for a `prompt` that is not allowed
 */
export function authorizationParameters(
  requested: ReadonlyMap<string, string>,
): AuthorizationParameters | null {
  const given = passedOn.flatMap((name) => {
    const value = requested.get(name);
    return value ? [[name, value] as const] : [];
  });
  const parameters: AuthorizationParameters = Object.fromEntries(given);
  return parameters.prompt && !prompts.test(parameters.prompt) ? null : parameters;
}
