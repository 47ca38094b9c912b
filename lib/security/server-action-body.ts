import { fieldsBodyBytes, serverActionBodyBytes } from "@/lib/security/body-limits";
import { isActionId, isBuilderAction, isKnownAction } from "@/lib/security/server-actions";

/** Our longest form is the profile; anything longer is made up. */
const maxFormBytes = 192 * 1024;

/**
 * Checks the body of a POST to one of our pages before Next.js reads it. Next.js would respond with 500
 * to a body that it cannot read or that is over its limit. Our pages accept the forms of server actions
 * and nothing else. An action that the builder put on one of our pages gets what Next.js would give it.
 *
 * @returns what is wrong with the body, or null
 */
export async function findBodyProblem(
  request: Request,
  readBody: ReadBody,
): Promise<BodyProblem | null> {
  const body = await readBody(serverActionBodyBytes);
  if (typeof body === "string") return body;
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

/**
 * Checks the body of a POST to sign in or out, and leaves its fields to the route. Next.js starts the
 * route once the body has ended, so the route can't tell a complete form from one that was cut short
 * at the deadline.
 */
export async function findAuthBodyProblem(readBody: ReadBody): Promise<BodyProblem | null> {
  const body = await readBody(fieldsBodyBytes);
  return typeof body === "string" ? body : null;
}

export type BodyRead = Buffer<ArrayBuffer> | "too-large" | "too-slow" | "unreadable";

/** Reads a body up to a number of bytes, and leaves it for the route. */
export type ReadBody = (maxBytes: number) => Promise<BodyRead>;

export type BodyProblem = "too-large" | "too-slow" | "unreadable" | "outdated";

function isBuilderActionId(id: unknown): boolean {
  return isActionId(id) && isBuilderAction(id);
}

/** Next.js omits arguments that an action does not use. It sends a call without a form as JSON. */
function isCallWithoutForm({ headers }: Request): boolean {
  return headers.has("next-action") && /^text\/plain\b/i.test(headers.get("content-type") ?? "");
}

/** React sends a form as multipart, with and without JavaScript. */
async function parse(body: Buffer<ArrayBuffer>, request: Request): Promise<FormData | null> {
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

/** The ids of the actions that a call or a form names, not yet validated. */
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

/** A form with bound arguments names the field that holds them. */
function isBound(form: FormData, name: string): boolean {
  const { bound } = readReference(form, name);
  if (typeof bound !== "string") return true;
  return isArguments(form.get(`${argumentPrefix(name)}${Number.parseInt(bound.slice(2), 16)}`));
}

/** Fields with an action's arguments, as React encodes them: numbered in a call, prefixed in a form. */
const argumentName = /^(\d+|\$ACTION_[0-9A-Fa-f]+:\d+)$/;

function isReadableField([name, value]: [string, FormDataEntryValue]): boolean {
  return !argumentName.test(name) || isPlain(parseJson(value));
}

/** Next.js spreads them over the action's parameters, and would trust the `length` of anything else. */
function isArguments(value: FormDataEntryValue | null | undefined): boolean {
  const json = parseJson(value);
  return Array.isArray(json) && isPlain(json);
}

/** @returns undefined, which JSON does not have, for anything but JSON */
function parseJson(value: FormDataEntryValue | null | undefined): unknown {
  try {
    return typeof value === "string" ? JSON.parse(value) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether a value has only the React references that arguments of our actions need: a form, a promise
 * of bound arguments, undefined, and an escaped dollar sign. React throws on others that lead nowhere.
 */
function isPlain(value: unknown): boolean {
  if (value === undefined) return false;
  if (typeof value === "string") return !/^\$(?!\$|undefined$|K\w+$|@\w+$)/.test(value);
  return typeof value !== "object" || value === null || Object.values(value).every(isPlain);
}
