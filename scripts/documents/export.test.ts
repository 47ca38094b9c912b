import { getTableColumns } from "drizzle-orm";
import { expect, it } from "vitest";
import { userColumns } from "@/lib/db/app/user-columns";
import { exportedLists } from "@/lib/db/export/sections";
import { users } from "@/lib/db/schema";
import { readProjectFile } from "./read-project";

const rows = readProjectFile("docs/export.md").matchAll(/^\| ([^|]+) \|/gm);

/** The fields in the table by section. Those of `profile` have its name before them. */
const described: Record<string, string[]> = {};
let section = "";
for (const [, cell = ""] of rows) {
  section = /`(\w+)(?:\[\]|\.)/.exec(cell)?.[1] ?? section;
  described[section] = [
    ...(described[section] ?? []),
    ...[...cell.matchAll(/\.(\w+)`/g)].map(([, name = ""]) => name),
  ];
}

const leftOut = new Set([
  ...Object.keys(userColumns), // A builder describes their own.
  ...["userId", "sessionToken", "deviceHash", "undo", "accountHash"],
  ...["tokenHash", "identityHash", "actorId", "invitationId"],
]);
const otherNames: Record<string, string> = {
  expires: "expiresAt",
  absoluteExpires: "absoluteExpiresAt",
};

const tables = Object.entries({ profile: { table: users }, ...exportedLists });

it.each(tables)("docs/export.md describes every column of the section %s", (name, { table }) => {
  const columns = Object.keys(getTableColumns(table)).filter((column) => !leftOut.has(column));
  const expected = columns.map((column) => otherNames[column] ?? column);
  expect(described[name]?.toSorted()).toEqual(expected.toSorted());
});
