import { withoutControls } from "../../lib/visible-text";

/** Addresses whose whole query is a matter of a sign-in: codes, states, and links of operators. */
const privateQuery = /^(\/api\/auth\/|\/sign-in)/;
const secretParameter =
  /([?&](?:code|state|[\w-]*token|secret|password|invitation|recovery)=)[^&\s]+/gi;
const requestLine = /^(\s*(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) )(\S+)/;

const styles = { dim: "\u001b[2m", bold: "\u001b[1m", warn: "\u001b[33m", error: "\u001b[31m" };
const plain = "\u001b[0m";

/**
 * A line of the app's output as a developer reads it: an event of the log in words, a request without
 * secrets in its address. Any other line stays as it is. Production prints the log's own JSON.
 */
export function readableLine(line: string, hasColours: boolean): string {
  const event = line.startsWith("{") ? readEvent(line) : null;
  return event ? describeEvent(event, hasColours) : hideSecrets(line);
}

/** Next.js prints the address of each request, the query included. */
function hideSecrets(line: string): string {
  return line.replace(requestLine, (_, method: string, address: string) => {
    const [path = "", query] = address.split("?", 2);
    if (query !== undefined && privateQuery.test(path)) return `${method}${path}?…`;
    return method + address.replace(secretParameter, "$1…");
  });
}

function readEvent(line: string): LogEvent | null {
  try {
    const { time, level, event, ...fields } = JSON.parse(line) as Record<string, unknown>;
    if (typeof event !== "string" || typeof level !== "string") return null;
    const at = new Date(String(time));
    return Number.isNaN(at.getTime()) ? null : { at, level, event, fields };
  } catch {
    return null;
  }
}

function describeEvent({ at, level, event, fields }: LogEvent, hasColours: boolean): string {
  const { error, fix, ...rest } = fields;
  const words = [
    ...Object.entries(rest).flatMap(([name, value]) => describeField(name, value)),
    ...(error === undefined ? [] : [describeError(error)]),
  ].join(", ");
  const paint = (style: string, text: string) => (hasColours ? style + text + plain : text);
  const noticed = level === "warn" || level === "error" ? styles[level] : styles.bold;
  return [
    paint(styles.dim, at.toTimeString().slice(0, 8)),
    ...(level === "info" ? [] : [paint(noticed, level)]),
    paint(noticed, withoutControls(event)),
    ...(words ? [oneLine(words)] : []),
    ...(typeof fix === "string" ? [`\u2192 ${oneLine(fix)}`] : []),
  ].join("  ");
}

function describeField(name: string, value: unknown): string[] {
  if (value === "[Redacted]" || value === null || value === "") return [];
  if (typeof value !== "object") return [`${name} ${value}`];
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) {
    return [`${name} ${value.join(" ")}`];
  }
  return [`${name} ${JSON.stringify(value)}`];
}

/** The chain of `lib/describe-error.ts`, outermost first. */
function describeError(error: unknown): string {
  if (!Array.isArray(error)) return `error ${JSON.stringify(error)}`;
  return error
    .map(({ name, message, code }) => `${name}: ${message}${code ? ` (${code})` : ""}`)
    .join(", because ");
}

/** Visitors choose some values; none may end the line or move the cursor. */
function oneLine(text: string): string {
  return withoutControls(text.replace(/\s+/g, " "));
}

type LogEvent = { at: Date; level: string; event: string; fields: Record<string, unknown> };
