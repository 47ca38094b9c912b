export type ErrorParameter = { name: string; value: string };

/** More than RFC 6749 and the providers' own additions come to. */
const maxParameters = 6;
/** Together they have to fit the cookie that carries the message, 4 kB when signed and encoded. */
const maxNameLength = 40;
const maxValueLength = 200;

/**
 * What a provider says about its refusal: every parameter of the callback whose name begins with
 * "error" (RFC 6749, section 4.1.2.1), cut to a length that can be shown. Auth.js loses them on
 * the way to its OAuthCallbackError, so they are read from the callback again.
 *
 * @param query - of a callback whose state was right: anybody can make up another
 */
export function errorParameters(query: URLSearchParams): ErrorParameter[] {
  return [...query]
    .filter(([name]) => name.startsWith("error"))
    .slice(0, maxParameters)
    .map(([name, value]) => ({
      name: shorten(name, maxNameLength),
      value: shorten(value, maxValueLength),
    }));
}

function shorten(text: string, maxLength: number): string {
  const characters = [...text.replace(/\p{Cc}+/gu, " ")];
  return characters.length <= maxLength
    ? characters.join("")
    : `${characters.slice(0, maxLength).join("")}…`;
}
