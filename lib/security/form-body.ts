/** Our longest form is a profile; what is longer was made up, and is not worth reading. */
const maxBytes = 256 * 1024;

/**
 * Reads what a page is posted, ahead of Next, which answers 500 to what it cannot read or what is
 * longer than it likes. Our pages are posted the forms of server actions and nothing else.
 *
 * @returns what is wrong with it, or null
 */
export async function findBodyProblem(request: Request): Promise<BodyProblem | null> {
  if (Number(request.headers.get("content-length")) > maxBytes) return "too-large";
  const body = await request.arrayBuffer().catch(() => null);
  if (!body) return "unreadable";
  if (body.byteLength > maxBytes) return "too-large";
  const isReadable = isCallWithoutForm(request)
    ? isPlainJson(new TextDecoder().decode(body))
    : isReadableForm(request, await parse(body, request));
  return isReadable ? null : "unreadable";
}

export type BodyProblem = "too-large" | "unreadable";

/** Next leaves out the arguments that an action does not look at; without a form it sends JSON. */
function isCallWithoutForm({ headers }: Request): boolean {
  return headers.has("next-action") && /^text\/plain\b/i.test(headers.get("content-type") ?? "");
}

/** React sends a form as multipart, with JavaScript and without. */
async function parse(body: ArrayBuffer, request: Request): Promise<FormData | null> {
  const contentType = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\s*;/i.test(contentType)) return null;
  const headers = { "content-type": contentType };
  return new Response(body, { headers }).formData().catch(() => null);
}

function isReadableForm(request: Request, form: FormData | null): boolean {
  return form !== null && namesAction(request, form) && [...form].every(isReadableField);
}

/** In a header when it is called, in a field when its form is sent. */
function namesAction({ headers }: Request, form: FormData): boolean {
  return headers.has("next-action") || [...form.keys()].some((name) => name.startsWith("$ACTION_"));
}

/** What React made of an action's arguments: numbered when the action is called, named in a form. */
const argumentName = /^(\d+|\$ACTION_[0-9A-Fa-f]+:\d+)$/;

function isReadableField([name, value]: [string, FormDataEntryValue]): boolean {
  return !argumentName.test(name) || (typeof value === "string" && isPlainJson(value));
}

function isPlainJson(text: string): boolean {
  try {
    return isPlain(JSON.parse(text));
  } catch {
    return false;
  }
}

/**
 * Of React's references only those that our actions' arguments have: a form, a promise of bound
 * arguments, undefined, and an escaped dollar sign. It throws at others that lead nowhere.
 */
function isPlain(value: unknown): boolean {
  if (typeof value === "string") return !/^\$(?!\$|undefined$|K\w+$|@\w+$)/.test(value);
  return typeof value !== "object" || value === null || Object.values(value).every(isPlain);
}
