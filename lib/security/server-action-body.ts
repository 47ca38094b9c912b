import { serverActionBodyBytes } from "@/lib/security/body-limits";
import { isActionId, isBuilderAction, isKnownAction } from "@/lib/security/server-actions";

/** Our longest form is a profile; what is longer was made up. */
const maxFormBytes = 192 * 1024;

/**
 * Reads what a page is posted, ahead of Next, which answers 500 to what it cannot read or what is
 * longer than it likes. Our pages are posted the forms of server actions and nothing else. An action
 * that the builder put on one of our pages gets what Next.js would give it.
 *
 * @returns what is wrong with it, or null
 */
export async function findBodyProblem(request: Request): Promise<BodyProblem | null> {
  if (Number(request.headers.get("content-length")) > serverActionBodyBytes) return "too-large";
  const body = await readBody(request);
  if (body === "too-slow") return "too-slow";
  if (!body) return "unreadable";
  if (body.byteLength > serverActionBodyBytes) return "too-large";
  const form = await parse(body, request);
  const actions = actionsOf(request, form);
  if (actions.length > 0 && actions.every(isBuilderActionId)) return null;
  if (body.byteLength > maxFormBytes) return "too-large";
  const isReadable = isCallWithoutForm(request)
    ? isArguments(new TextDecoder().decode(body))
    : isReadableForm(request, form);
  if (!isReadable || actions.length === 0 || !actions.every(isActionId)) return "unreadable";
  return actions.every(isKnownAction) ? null : "outdated";
}

export type BodyProblem = "too-large" | "too-slow" | "unreadable" | "outdated";

function isBuilderActionId(id: unknown): boolean {
  return isActionId(id) && isBuilderAction(id);
}

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

const idPrefix = "$ACTION_ID_";
const referencePrefix = "$ACTION_REF_";

/** What should be the ids of the actions that a call or a form asks for. */
function actionsOf({ headers }: Request, form: FormData | null): unknown[] {
  const called = headers.get("next-action");
  if (called !== null || !form) return [called];
  return [...form.keys()].flatMap((name) => {
    if (name.startsWith(idPrefix)) return [name.slice(idPrefix.length)];
    return name.startsWith(referencePrefix) ? [readReference(form, name).id] : [];
  });
}

type Reference = { id?: unknown; bound?: unknown };

function readReference(form: FormData, name: string): Reference {
  return Object(parseJson(form.get(`${argumentPrefix(name)}0`))) as Reference;
}

function argumentPrefix(name: string): string {
  return `$ACTION_${name.slice(referencePrefix.length)}:`;
}

/** A form of bound arguments names where among its fields they are. */
function isBound(form: FormData, name: string): boolean {
  const { bound } = readReference(form, name);
  if (typeof bound !== "string") return true;
  return isArguments(form.get(`${argumentPrefix(name)}${Number.parseInt(bound.slice(2), 16)}`));
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

/** Longer than our longest form takes on a slow line; Node itself waits for five minutes. */
export const bodyDeadlineMilliseconds = 10_000;
