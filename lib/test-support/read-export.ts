import type { ActionContext } from "@/lib/db/activity";
import { type BegunExport, beginExport } from "@/lib/db/export/begin-export";
import type { ExportedSection } from "@/lib/db/export/sections";
import { readExportedSection } from "@/lib/db/export/user-export";

/** Starts an export, however long ago a provider confirmed the user, and on any device. */
export async function begun(context: ActionContext): Promise<BegunExport> {
  const freshWithinSeconds = Number.MAX_SAFE_INTEGER;
  const begun = await beginExport({ ...context, freshWithinSeconds, newDeviceWaitSeconds: 0 });
  if (typeof begun === "string") throw new Error(`the export is ${begun}`);
  return begun;
}

/** All batches of one list of an export. */
export async function batchesOf(begunExport: BegunExport, section: ExportedSection, size?: number) {
  const batches = [];
  for await (const rows of readExportedSection(begunExport, section, size)) batches.push(rows);
  return batches;
}
