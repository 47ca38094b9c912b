import "server-only";
import type { readPerson } from "@/lib/db/export";

type Person = NonNullable<Awaited<ReturnType<typeof readPerson>>>;

/** Changes whenever a field changes its name or its meaning; docs/export.md describes it. */
const format = "foyer-export-1";

/** A person's data as a JSON file for download, as docs/export.md describes it. */
export function exportFile(person: Person): Response {
  const body = JSON.stringify({ format, exportedAt: new Date(), ...person }, null, 2);
  return new Response(body, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": 'attachment; filename="foyer-export.json"',
      "cache-control": "no-store",
    },
  });
}
