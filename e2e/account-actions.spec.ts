import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { expect, test } from "@playwright/test";
import { expectNoError, postAction, prepareAction } from "./support/account-action";
import { accountActions } from "./support/account-actions";
import { stored } from "./support/account-scenario";

/** Actions that other specs test. */
const testedElsewhere = [
  // disconnect.spec.ts
  "account/connections/undo-disconnect.ts",
  // start-new-account.spec.ts
  "sign-in/connect/start-new.ts",
  // own-picture.spec.ts
  "account/picture/route.ts",
  // language.spec.ts
  "account/language/route.ts",
  // theme.spec.ts
  "account/theme/route.ts",
  // removed-account.spec.ts
  "sign-in/removed/restore.ts",
  // auth-routes.spec.ts, authorization-request.spec.ts and session.spec.ts
  "api/auth/[...nextauth]/route.ts",
];

/** A builder's actions are tested here only if their list names them. */
const foyersFiles =
  /^(\(foyer\)|api\/(auth|clean-up|failed-page|health)|refused|too-many|unavailable)\//;

test("every action of Foyer's is tested here or named as tested elsewhere", async () => {
  const files = await readdir("app", { recursive: true });
  const sources = files.filter((file) => /(?<!\.test)\.tsx?$/.test(file));
  const acting = await Promise.all(
    sources.map(async (file) => ({ file, source: await readFile(join("app", file), "utf8") })),
  );
  const found = acting.filter(({ source }) =>
    /["']use server["']|\b(POST|PUT|PATCH|DELETE)\b/.test(source),
  );
  const paths = found.map(({ file }) => file.split(sep).join("/"));
  const named = [...Object.keys(accountActions), ...testedElsewhere];
  const unnamed = paths.filter(
    (path) => foyersFiles.test(path) && !named.includes(addressOf(path)),
  );
  const gone = named.filter((name) => !paths.map(addressOf).includes(name));
  expect({ unnamed, gone }).toEqual({ unnamed: [], gone: [] });
});

/** A path without its route groups. */
const addressOf = (path: string) => path.replace(/\([^)]*\)\//g, "");

for (const [file, action] of Object.entries(accountActions)) {
  test(`${file} takes effect once, however often its form is sent`, async () => {
    const { scenario, form } = await prepareAction(action);
    const tab = scenario.visitor.copy();
    const response = await postAction(action, scenario, form);
    expect([200, 303]).toContain(response.status);
    await action.happened(scenario, response);

    const after = await stored(scenario);
    expectNoError(await postAction(action, scenario, form));
    // A second press before the first response arrives sends the old cookies.
    expectNoError(await postAction(action, scenario, form, { visitor: tab }));
    await action.happened(scenario, response);
    expect(effectsIn(await stored(scenario))).toEqual(effectsIn(after));
  });

  test(`${file} takes effect once when its form is sent twice at the same moment`, async () => {
    const { scenario, form } = await prepareAction(action);
    const [response, other] = await Promise.all([
      postAction(action, scenario, form),
      postAction(action, scenario, form),
    ]);
    expectNoError(response);
    expectNoError(other);
    const done = [response, other].find(({ location }) => !location?.startsWith("/sign-in"));
    await action.happened(scenario, done ?? response);
  });
}

/** Everything but what each repetition may change: times of last use, and entries about downloads. */
function effectsIn({ users, accounts, sessions, activity }: Awaited<ReturnType<typeof stored>>) {
  return {
    users,
    accounts: accounts.map(({ last_used_at: _, ...account }) => account),
    sessions: sessions.map(({ last_seen_at: _, ...session }) => session),
    activity: activity.filter(({ kind }) => kind !== "exported"),
  };
}
