import { expect, it } from "vitest";
import { operationsOn } from "@/lib/test-support/admin-log";
import { storeUser } from "@/lib/test-support/stored-user";
import { execute } from "./execute";
import { readCommand } from "./read-command";

// As in a pipe: no one can be asked.
process.stdin.isTTY = false;

function run(...args: string[]) {
  const { command, isConfirmed } = readCommand(args);
  return execute(command, { isEmbedded: false, unusable: new Set(), isConfirmed });
}

it("the admin log has what npm run users does to a user, and nothing that wasn't confirmed", async () => {
  const id = await storeUser();
  await expect(run("delete", id)).rejects.toMatchObject({ code: "not-confirmed" });
  await expect(run("role", id, "admin")).rejects.toMatchObject({ code: "not-confirmed" });
  expect(await operationsOn(id)).toEqual([]);
  await run("suspend", id);
  await run("delete", id, "--yes");
  await run("restore", id);
  const deeds = (await operationsOn(id)).map(({ action, actorId }) => [action, actorId]);
  expect(deeds).toEqual(["suspend", "delete", "restore"].map((action) => [action, null]));
});
