import { type Span, trace } from "@opentelemetry/api";
import { globalSingleton } from "@/lib/global-singleton";
import { inCall } from "@/lib/telemetry/in-span";

/** Counts the statements of each open span; shared, since the pool may belong to another bundle. */
const spans = () => globalSingleton("database-spans", () => new WeakMap<Span, number>());

/**
 * Runs a query, or a transaction of several, in a span that includes the wait for a connection.
 * https://opentelemetry.io/docs/specs/semconv/database/database-spans/
 */
export function inDatabaseSpan<T>(query: () => Promise<T>): Promise<T> {
  return inCall("database", { "db.system.name": "postgresql" }, (span) => {
    if (span.isRecording()) spans().set(span, 0);
    return query();
  });
}

/** Drizzle's logger: names each statement in its span, and never records values. */
export const querySpans = {
  logQuery(query: string): void {
    const span = trace.getActiveSpan();
    const before = span && spans().get(span);
    if (!span || before === undefined) return;
    const summary = summaryOf(query);
    spans().set(span, before + 1);
    span.updateName(before === 0 ? summary : "transaction");
    span.addEvent(summary);
  },
};

/**
 * The comment that a statement begins with, or else its verb and table: `select sessions`. A statement
 * of several steps is known by its first one: `with new_user`.
 */
export function summaryOf(query: string): string {
  const [, comment] = /^\s*-- (.+)/.exec(query) ?? [];
  if (comment) return comment;
  const [, verb = "statement"] = /^\s*(\w+)/.exec(query) ?? [];
  const [, table = ""] = /(?:^\s*with|\b(?:from|into|update))\s+"?(\w+)"?/i.exec(query) ?? [];
  return `${verb} ${table}`.trim().toLowerCase();
}
