import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { db } from "@/lib/db/driver/client";
import type { BegunExport } from "@/lib/db/export/begin-export";
import { exportedSections } from "@/lib/db/export/sections";
import { sessions, users } from "@/lib/db/schema";
import { log } from "@/lib/log";
import { storeFullUser } from "@/lib/test-support/full-user";
import { batchesOf, begun } from "@/lib/test-support/read-export";
import { statementsOf } from "@/lib/test-support/statements";
import { contextIn, storeSession, storeUser } from "@/lib/test-support/stored-user";
import { exportFile } from "./export-file";

const about = { reference: "bcdfghjkmn" };

/** The whole document, serialized at once. */
async function wholeDocument(begunExport: BegunExport): Promise<string> {
  const { userId, at } = begunExport;
  const [profile] = await db().select().from(users).where(eq(users.id, userId));
  const lists: Record<string, unknown[]> = {};
  for (const section of exportedSections) {
    lists[section] = (await batchesOf(begunExport, section)).flat();
  }
  const document = { format: "foyer-export-1", exportedAt: at, profile, ...lists };
  return JSON.stringify(document, null, 2);
}

async function signedIn() {
  const userId = await storeUser({ name: 'Ada "\n  },\n{" \u2028 Lovelace ☃' });
  const sessionId = await storeSession(userId);
  return { userId, sessionId, context: contextIn(userId, sessionId) };
}

describe("an export file", () => {
  it("equals the document as JSON.stringify writes it, byte for byte", async () => {
    const [full, sparse] = [await storeFullUser(), await signedIn()];
    for (const { context } of [full, sparse]) {
      const begunExport = await begun(context);
      const expected = await wholeDocument(begunExport);
      const text = await exportFile(begunExport, about).text();
      expect(JSON.parse(text)).toEqual(JSON.parse(expected));
      expect(text).toBe(expected);
    }
  });

  it("lists the export itself as the last activity", async () => {
    const { context } = await storeFullUser();
    const file = JSON.parse(await exportFile(await begun(context), about).text());
    expect(file.activity.at(-1)).toMatchObject({ kind: "exported", at: file.exportedAt });
  });

  it("reads nothing ahead of the client", async () => {
    const { context } = await storeFullUser();
    const begunExport = await begun(context);
    const statements = await statementsOf(async () => {
      const reader = exportFile(begunExport, about).body?.getReader();
      await reader?.read();
    });
    // The profile, and the check that the session is live.
    expect(statements).toHaveLength(2);
  });

  it("stops reading when the client disconnects", async () => {
    const { context } = await storeFullUser();
    const begunExport = await begun(context);
    const statements = await statementsOf(async () => {
      const reader = exportFile(begunExport, about).body?.getReader();
      await reader?.read();
      await reader?.cancel();
      expect(await reader?.read()).toEqual({ done: true, value: undefined });
    });
    expect(statements).toHaveLength(2);
  });

  it("breaks off when its session ends, with one log line and an unfinished document", async () => {
    const warn = vi.spyOn(log, "warn").mockImplementation(() => {});
    const { userId, sessionId, context } = await signedIn();
    const reader = exportFile(await begun(context), about).body?.getReader();
    const head = await reader?.read();
    expect(new TextDecoder().decode(head?.value)).toContain(userId);
    await db().delete(sessions).where(eq(sessions.id, sessionId));
    const rest = (async () => {
      while (!(await reader?.read())?.done);
    })();
    await expect(rest).rejects.toMatchObject({ name: "AbortError" });
    expect(warn.mock.calls).toEqual([
      [expect.objectContaining({ event: "export.interrupted", ...about, user: userId })],
    ]);
  });
});
