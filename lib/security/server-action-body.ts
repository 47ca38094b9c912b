import { fieldsBodyBytes, serverActionBodyBytes } from "@/lib/security/body-limits";
import { isActionId, isBuilderAction, isKnownAction } from "@/lib/security/server-actions";

/** Our longest form is the profile; anything longer is made up. */
const maxFormBytes = 192 * 1024;

/**
 * Checks the body of a POST to one of our pages before Next.js reads it. Our pages accept server actions
 * and nothing else. An action that the builder put on one of our pages gets what Next.js would give it.
 *
 * Arguments aren't read here: only React knows their format. See `answerUnread` of a `Verdict`.
 */
export async function checkActionBody(request: Request, readBody: ReadBody): Promise<ActionBody> {
  const body = await readBody(serverActionBodyBytes);
  if (typeof body === "string") return { kind: "refused", problem: body };
  const actions = await namedActions(request, body);
  if (actions.length > 0 && actions.every(isBuilderActionId)) return { kind: "builder-action" };
  if (body.byteLength > maxFormBytes) return { kind: "refused", problem: "too-large" };
  if (actions.length === 0 || !actions.every(isActionId))
    return { kind: "refused", problem: "unreadable" };
  return actions.every(isKnownAction)
    ? { kind: "foyer-action" }
    : { kind: "refused", problem: "outdated" };
}

export type ActionBody =
  | { kind: "refused"; problem: BodyProblem }
  | { kind: "foyer-action" }
  | { kind: "builder-action" };

/**
 * Checks the body of a POST to a route that takes a plain form, and leaves its fields to the route. Next.js starts the
 * route once the body has ended, so the route can't tell a complete form from one that was cut short
 * at the deadline.
 */
export async function findFieldsBodyProblem(readBody: ReadBody): Promise<BodyProblem | null> {
  const body = await readBody(fieldsBodyBytes);
  return typeof body === "string" ? body : null;
}

export type BodyRead = Buffer<ArrayBuffer> | "too-large" | "too-slow" | "unreadable";

/** Reads a body up to a number of bytes, and leaves it for the route. */
export type ReadBody = (maxBytes: number) => Promise<BodyRead>;

export type BodyProblem = "too-large" | "too-slow" | UnreadProblem;

/** What Next.js may find out where we didn't look. */
export type UnreadProblem = "unreadable" | "outdated";

function isBuilderActionId(id: string): boolean {
  return isActionId(id) && isBuilderAction(id);
}

/** The ids of the actions that a call or a form names, not yet validated. */
async function namedActions({ headers }: Request, body: Buffer<ArrayBuffer>): Promise<string[]> {
  const type = headers.get("content-type") ?? "";
  const called = headers.get("next-action");
  if (called !== null) return callTypes.test(type) ? [called] : [];
  const form =
    formType.test(type) && !hasLongHeaders(body, type) ? await parseForm(body, type) : null;
  return form ? [...form.keys()].flatMap((name) => namedBy(name, form)) : [];
}

/** React sends a form as multipart. Next.js's client sends a call without a form as text. */
const formType = /^multipart\/form-data\s*;/i;
const callTypes = /^(multipart\/form-data\s*;|text\/plain\b)/i;

/** What Next.js's own parser of calls (busboy) accepts before it fails. */
const maxPartHeaderBytes = 16 * 1024;

/** The parser of forms has no limit for the headers of a part. */
function hasLongHeaders(body: Buffer, type: string): boolean {
  const boundary = /boundary="?([^";]+)/i.exec(type)?.[1];
  const parts = body.toString("latin1").split(`--${boundary}`);
  return parts.some((part) => part.indexOf("\r\n\r\n") > maxPartHeaderBytes);
}

function parseForm(body: Buffer<ArrayBuffer>, type: string): Promise<FormData | null> {
  const response = new Response(body, { headers: { "content-type": type } });
  return response.formData().catch(() => null);
}

/** A form names its action by a field, or by a field that refers to another, with bound arguments. */
function namedBy(name: string, form: FormData): string[] {
  const id = /^\$ACTION_ID_(.*)$/s.exec(name)?.[1];
  if (id !== undefined) return [id];
  const reference = /^\$ACTION_REF_(.*)$/s.exec(name)?.[1];
  if (reference === undefined) return [];
  const bound = String(form.get(`$ACTION_${reference}:0`));
  return [/"id":"([0-9a-f]+)"/.exec(bound)?.[1] ?? ""];
}
