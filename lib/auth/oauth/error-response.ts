export type ErrorParameter = { name: string; value: string };

/** More than RFC 6749 and the providers' own additions amount to. */
const maxParameters = 6;
const maxNameLength = 40;
const maxValueLength = 200;
/** Browsers drop cookies over 4 kB; signing and encoding make this one half as long again. */
const maxBytes = 2400;

/**
 * The parameters of an error response whose names begin with "error" (RFC 6749, section 4.1.2.1),
 * cut to a length that can be shown. Auth.js drops them before it throws its OAuthCallbackError, so
 * we read them from the callback again.
 *
 * @param query - of a callback whose state was verified: anyone can forge another
 */
export function errorParameters(query: URLSearchParams): ErrorParameter[] {
  return [...query]
    .filter(([name]) => name.startsWith("error"))
    .slice(0, maxParameters)
    .map(([name, value]) => ({
      name: shorten(name, maxNameLength),
      value: shorten(value, maxValueLength),
    }))
    .filter(withinBytes(maxBytes));
}

function withinBytes(limit: number): (parameter: ErrorParameter) => boolean {
  let bytes = 0;
  return (parameter) => {
    bytes += Buffer.byteLength(JSON.stringify(parameter));
    return bytes <= limit;
  };
}

function shorten(text: string, maxLength: number): string {
  const characters = [...text.replace(/\p{Cc}+/gu, " ")];
  return characters.length <= maxLength
    ? characters.join("")
    : `${characters.slice(0, maxLength).join("")}…`;
}
