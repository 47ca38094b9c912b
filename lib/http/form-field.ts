import { z } from "zod";

/** More than any of our fields accepts. A longer value is rejected, not truncated. */
const maxLength = 2048;

/**
 * The text of a form field that was sent exactly once, or null. Anyone can call a server action by
 * hand, with anything in place of a form.
 */
export function readField(form: FormData, name: string): string | null {
  if (!(form instanceof FormData)) return null;
  const [value, ...others] = form.getAll(name);
  return typeof value === "string" && others.length === 0 && value.length <= maxLength
    ? value
    : null;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Like `readField`, for a field that holds the id of a row. */
export function readId(form: FormData, name: string): string | null {
  const value = readField(form, name);
  return isId(value) ? value : null;
}

/** Whether an untrusted value can be the id of a row. Anything else never reaches the database. */
export function isId(value: unknown): value is string {
  return typeof value === "string" && uuid.test(value);
}

/**
 * A field of one line, such as a name. Control characters, line breaks and NUL become spaces. It is
 * rejected only if it is too long, or wasn't sent by a form.
 */
export function typedLine(maxLength: number) {
  return z
    .string()
    .transform((value) => value.replace(/\p{Cc}+/gu, " ").trim())
    .refine((value) => [...value].length <= maxLength);
}
