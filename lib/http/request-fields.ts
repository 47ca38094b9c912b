import { fieldsBodyBytes } from "@/lib/security/body-limits";

/** More than any field of ours accepts. A longer value is rejected, not truncated. */
const maxValueLength = 2048;

export type Fields = Map<string, string>;
export type FieldProblem = "unreadable" | "too-large";

/**
 * The fields of a form, or the texts of a JSON object. A request without a body has none.
 * @returns a problem if the body is neither, if it is too long, or if a field is repeated
 */
export async function readFields(request: Request): Promise<Fields | FieldProblem> {
  const body = await request.arrayBuffer().catch(() => null);
  if (!body) return "unreadable";
  if (body.byteLength > fieldsBodyBytes) return "too-large";
  const entries = await parse(body, request.headers.get("content-type") ?? "");
  return entries ? collect(entries) : "unreadable";
}

/** The parameters of a query, under the same rules. */
export function readQuery(query: string): Fields | FieldProblem {
  return collect([...new URLSearchParams(query)]);
}

type Entry = [name: string, value: unknown];

async function parse(body: ArrayBuffer, contentType: string): Promise<Entry[] | null> {
  if (body.byteLength === 0) return [];
  try {
    if (/^application\/json\b/i.test(contentType)) return parseJson(new TextDecoder().decode(body));
    return [...(await new Response(body, { headers: { "content-type": contentType } }).formData())];
  } catch {
    return null;
  }
}

function parseJson(text: string): Entry[] | null {
  const value: unknown = JSON.parse(text);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value).filter(([, member]) => !isSwitch(member))
    : null;
}

/** Such as `redirect: false`, which clients of Auth.js send along. */
function isSwitch(value: unknown): boolean {
  return typeof value === "boolean" || value === null;
}

function collect(entries: Entry[]): Fields | FieldProblem {
  const fields: Fields = new Map();
  for (const [name, value] of entries) {
    if (typeof value !== "string" || fields.has(name)) return "unreadable";
    if (value.length > maxValueLength) return "too-large";
    fields.set(name, value);
  }
  return fields;
}
