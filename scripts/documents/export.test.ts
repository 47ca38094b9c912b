import { getTableColumns } from "drizzle-orm";
import { expect, it } from "vitest";
import { adminLog, recoveries, suspendedIdentities } from "@/lib/db/access-schema";
import { userColumns } from "@/lib/db/app/user-columns";
import { pictures } from "@/lib/db/pictures-schema";
import { releasedUsernames, removedAccounts } from "@/lib/db/remembered-schema";
import { accounts, activity, sessions, users } from "@/lib/db/schema";
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

it.each([
  ["profile", users],
  ["accounts", accounts],
  ["sessions", sessions],
  ["pictures", pictures],
  ["releasedUsernames", releasedUsernames],
  ["activity", activity],
  ["removedAccounts", removedAccounts],
  ["recoveries", recoveries],
  ["suspendedIdentities", suspendedIdentities],
  ["adminLog", adminLog],
])("docs/export.md describes every column of the section %s", (name, table) => {
  const columns = Object.keys(getTableColumns(table)).filter((column) => !leftOut.has(column));
  const expected = columns.map((column) => otherNames[column] ?? column);
  expect(described[name]?.toSorted()).toEqual(expected.toSorted());
});
