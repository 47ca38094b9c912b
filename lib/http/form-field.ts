import { z } from "zod";

/** More than any field of ours takes; what is longer is cut by no rule but refused. */
const maxLength = 2048;

/**
 * The text of a form's field that was sent exactly once; null for anything else. A server action
 * can be called by hand with anything in the place of a form.
 */
export function readField(form: FormData, name: string): string | null {
  if (!(form instanceof FormData)) return null;
  const [value, ...others] = form.getAll(name);
  return typeof value === "string" && others.length === 0 && value.length <= maxLength
    ? value
    : null;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The same for a field that names a row of ours. */
export function readId(form: FormData, name: string): string | null {
  const value = readField(form, name);
  return isId(value) ? value : null;
}

/** Whether a value from outside can name a row of ours: anything else never reaches the database. */
export function isId(value: unknown): value is string {
  return typeof value === "string" && uuid.test(value);
}

/** What a field may hold that is one line of text, such as a name: no line breaks, and no NUL. */
export function typedLine(maxLength: number) {
  const problem = `Use at most ${maxLength} characters.`;
  return z
    .string(problem)
    .transform((value) => value.replace(/\p{Cc}+/gu, " ").trim())
    .refine((value) => [...value].length <= maxLength, problem);
}
