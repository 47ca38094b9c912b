import { bodyDeadlineMilliseconds } from "@/lib/security/body-deadline";

/** Our longest form is a profile; what is longer was made up, and is not worth reading. */
const maxBytes = 192 * 1024;

/**
 * Reads what a page is posted, ahead of Next, which answers 500 to what it cannot read or what is
 * longer than it likes. Our pages are posted the forms of server actions and nothing else.
 *
 * @returns what is wrong with it, or null
 */
export async function findBodyProblem(request: Request): Promise<BodyProblem | null> {
  if (Number(request.headers.get("content-length")) > maxBytes) return "too-large";
  const body = await readBody(request);
  if (body === "too-slow") return "too-slow";
  if (!body) return "unreadable";
  if (body.byteLength > maxBytes) return "too-large";
  const form = await parse(body, request);
  const isReadable = isCallWithoutForm(request)
    ? isArguments(new TextDecoder().decode(body))
    : isReadableForm(request, form);
  return isReadable ? null : "unreadable";
}

export type BodyProblem = "too-large" | "too-slow" | "unreadable";

async function readBody(request: Request): Promise<ArrayBuffer | "too-slow" | null> {
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<"too-slow">((resolve) => {
    timer = setTimeout(resolve, bodyDeadlineMilliseconds, "too-slow");
  });
  const body = request.arrayBuffer().catch(() => null);
  return Promise.race([body, tooSlow]).finally(() => clearTimeout(timer));
}

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

function isReadableForm({ headers }: Request, form: FormData | null): boolean {
  if (!form || ![...form].every(isReadableField)) return false;
  if (headers.has("next-action")) {
    const [first, ...more] = form.getAll("0");
    return isArguments(first) && more.length === 0;
  }
  const names = [...form.keys()].filter((name) => name.startsWith("$ACTION_"));
  const references = names.filter((name) => name.startsWith(referencePrefix));
  return names.length > 0 && references.every((name) => isBound(form, name));
}

const referencePrefix = "$ACTION_REF_";

/** A form of bound arguments names where among its fields they are. */
function isBound(form: FormData, name: string): boolean {
  const prefix = `$ACTION_${name.slice(referencePrefix.length)}:`;
  const { bound } = Object(parseJson(form.get(`${prefix}0`))) as { bound?: unknown };
  if (typeof bound !== "string") return true;
  return isArguments(form.get(`${prefix}${Number.parseInt(bound.slice(2), 16)}`));
}

/** What React made of an action's arguments: numbered when the action is called, named in a form. */
const argumentName = /^(\d+|\$ACTION_[0-9A-Fa-f]+:\d+)$/;

function isReadableField([name, value]: [string, FormDataEntryValue]): boolean {
  return !argumentName.test(name) || isPlain(parseJson(value));
}

/** Next spreads them over the action's parameters, and trusts a length that anything else names. */
function isArguments(value: FormDataEntryValue | null | undefined): boolean {
  const json = parseJson(value);
  return Array.isArray(json) && isPlain(json);
}

/** Undefined, which JSON does not have, for what is none. */
function parseJson(value: FormDataEntryValue | null | undefined): unknown {
  try {
    return typeof value === "string" ? JSON.parse(value) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Of React's references only those that our actions' arguments have: a form, a promise of bound
 * arguments, undefined, and an escaped dollar sign. It throws at others that lead nowhere.
 */
function isPlain(value: unknown): boolean {
  if (value === undefined) return false;
  if (typeof value === "string") return !/^\$(?!\$|undefined$|K\w+$|@\w+$)/.test(value);
  return typeof value !== "object" || value === null || Object.values(value).every(isPlain);
}
