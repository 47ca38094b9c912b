import "server-only";
import type { BegunExport } from "@/lib/db/export/begin-export";
import { exportedSections } from "@/lib/db/export/sections";
import {
  type ExportedRow,
  readExportedProfile,
  readExportedSection,
} from "@/lib/db/export/user-export";

/** Changes whenever a field changes its name or meaning; docs/export.md describes the format. */
const format = "foyer-export-1";

/**
 * Yields the exported document in chunks that together equal `JSON.stringify(document, null, 2)`.
 * Only the last character closes the document, so an interrupted download is not valid JSON.
 *
 * @throws SessionEndedError
 * @throws DatabaseUnavailableError
 */
export async function* exportJson(begun: BegunExport): AsyncGenerator<string> {
  const profile = await readExportedProfile(begun);
  yield JSON.stringify({ format, exportedAt: begun.at, profile }, null, 2).slice(0, -"\n}".length);
  for (const section of exportedSections) {
    yield `,\n  "${section}": [`;
    let isEmpty = true;
    for await (const rows of readExportedSection(begun, section)) {
      yield `${isEmpty ? "" : ","}\n${indented(rows)}`;
      isEmpty = false;
    }
    yield isEmpty ? "]" : "\n  ]";
  }
  yield "\n}";
}

/** The rows, indented and without brackets. Values have no raw line break: JSON escapes them. */
function indented(rows: ExportedRow[]): string {
  const array = JSON.stringify(rows, null, 2);
  return array.slice("[\n".length, -"\n]".length).replaceAll(/^/gm, "  ");
}
