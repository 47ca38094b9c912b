import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { expect, test } from "@playwright/test";
import {
  type AccountAction,
  accountActions,
  actionFields,
  actionsTestedElsewhere,
} from "./support/account-actions";
import { type AccountScenario, createScenario, stored } from "./support/account-scenario";
import { database } from "./support/database";
import type { FormField } from "./support/html-form";
import type { HttpResponse } from "./support/http-response";
import { HttpVisitor, sessionCookie } from "./support/http-visitor";

test("every action of the app is tested here or named as tested elsewhere", async () => {
  const files = await readdir("app", { recursive: true });
  const sources = files.filter((file) => /\.tsx?$/.test(file));
  const acting = await Promise.all(
    sources.map(async (file) => ({ file, source: await readFile(join("app", file), "utf8") })),
  );
  const found = acting.filter(({ source }) =>
    /["']use server["']|\b(POST|PUT|PATCH|DELETE)\b/.test(source),
  );
  const names = found.map(({ file }) => file.split(sep).join("/"));
  expect(names.sort()).toEqual([...Object.keys(accountActions), ...actionsTestedElsewhere].sort());
});

const foreign = [
  { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
  { origin: "http://localhost", "sec-fetch-site": "same-site" },
  { origin: "null", "sec-fetch-site": "cross-site" },
  { origin: "null", "sec-fetch-site": "same-origin" },
  { origin: undefined, "sec-fetch-site": "cross-site" },
  { origin: undefined, "sec-fetch-site": undefined },
];

for (const [file, action] of Object.entries(accountActions)) {
  const post = (scenario: AccountScenario, fields: FormField[], options: Posting = {}) => {
    const visitor = options.visitor ?? scenario.visitor;
    return visitor.submit(action.path ?? action.page(scenario), fields, options.headers);
  };

  test(`${file} takes effect once, however often its form is sent`, async () => {
    const { scenario, marks } = await prepare(action);
    const form = [...marks, ...action.fields(scenario)];
    const jar = scenario.visitor.jar.copy();
    const response = await post(scenario, form);
    expect([200, 303]).toContain(response.status);
    await action.happened(scenario, response);

    const after = await stored(scenario);
    await expectNoError(await post(scenario, form));
    // A second press before the first response arrives sends the old cookies.
    const late = new HttpVisitor();
    late.jar = jar;
    await expectNoError(await post(scenario, form, { visitor: late }));
    await action.happened(scenario, response);
    expect(effectsIn(await stored(scenario))).toEqual(effectsIn(after));
  });

  test(`${file} takes effect once when its form is sent twice at the same moment`, async () => {
    const { scenario, marks } = await prepare(action);
    const form = [...marks, ...action.fields(scenario)];
    const [response, other] = await Promise.all([post(scenario, form), post(scenario, form)]);
    await expectNoError(response);
    await expectNoError(other);
    const done = [response, other].find(({ location }) => !location?.startsWith("/sign-in"));
    await action.happened(scenario, done ?? response);
  });

  test(`${file} rejects a form from another site, and says so`, async () => {
    const { scenario, marks } = await prepare(action);
    const before = await stored(scenario);
    const form = [...marks, ...action.fields(scenario)];
    for (const headers of foreign) {
      const response = await post(scenario, form, { headers });
      expect([headers, response.status]).toEqual([headers, 403]);
      expect(response.body).toContain("This request came from another site");
      expect(response.cookies).toEqual([]);
    }
    expect(await stored(scenario)).toEqual(before);
  });

  test(`${file} sends a visitor without a session to sign in, and changes nothing`, async () => {
    const { scenario, marks } = await prepare(action);
    const form = [...marks, ...action.fields(scenario)];
    const token = scenario.visitor.sessionToken();
    const signedOut = new HttpVisitor();
    const guessing = new HttpVisitor();
    guessing.jar.set(sessionCookie, "a".repeat(43));
    const expired = new HttpVisitor();
    expired.jar.set(sessionCookie, token);
    await database()`
      update sessions set expires_at = now() - interval '1 second' where id = ${scenario.own.session}`;
    const before = await stored(scenario);
    for (const visitor of [signedOut, guessing, expired]) {
      const response = await post(scenario, form, { visitor });
      expect([response.status, response.location]).toEqual([
        303,
        expect.stringMatching(/^\/sign-in/),
      ]);
      expect((await visitor.get("/sign-in")).body).toContain("You are not signed in any more.");
    }
    expect(withoutExpired(await stored(scenario), scenario)).toEqual(
      withoutExpired(before, scenario),
    );
  });

  if (action.sensitive) {
    test(`${file} asks to confirm when the sign-in is six minutes old, and changes nothing`, async () => {
      const { scenario, marks } = await prepare(action);
      await database()`
        update sessions set authenticated_at = now() - interval '6 minutes'
        where id = ${scenario.own.session}`;
      const before = await stored(scenario);
      const response = await post(scenario, [...marks, ...action.fields(scenario)]);
      expect([response.status, response.location]).toEqual([
        303,
        expect.stringMatching(/^\/account\/confirm\?returnTo=%2Faccount(%2F|$)/),
      ]);
      expect(await stored(scenario)).toEqual(before);
    });
  }

  if (action.foreign) {
    test(`${file} finds nothing by another user's id, and changes nothing of theirs`, async () => {
      const { scenario, marks } = await prepare(action);
      const before = await stored(scenario);
      for (const fields of action.foreign?.(scenario) ?? []) {
        await expectNotFound(await post(scenario, [...marks, ...fields]));
      }
      expect(await stored(scenario)).toEqual(before);
    });
  }

  test(`${file} rejects malformed fields without an error`, async () => {
    const { scenario, marks } = await prepare(action);
    const fields = action.fields(scenario);
    const before = await stored(scenario);
    for (const [name, value] of fields) {
      for (const malformed of malform(fields, name, value)) {
        const response = await post(scenario, [...marks, ...malformed]);
        await expectNoError(response);
        if (action.foreign && name !== "returnTo") await expectNotFound(response);
      }
      if (action.foreign && name !== "returnTo") expect(await stored(scenario)).toEqual(before);
    }
    for (const value of ["", "{}", "null", '{"id":"x"}', "00".repeat(21)]) {
      const broken = marks.map(([name]): FormField => [name, value]);
      await expectNoError(await post(scenario, [...broken, ...fields]));
    }
    await expectNoError(await post(scenario, marks));
    await expectNoError(
      await post(scenario, [...marks, ...fields, ["__proto__", "1"], ["constructor", "1"]]),
    );
    expect(ofOtherUser(await stored(scenario), scenario)).toEqual(ofOtherUser(before, scenario));
  });
}

async function prepare(
  action: AccountAction,
): Promise<{ scenario: AccountScenario; marks: FormField[] }> {
  const scenario = await createScenario();
  await action.arrange?.(scenario);
  return { scenario, marks: await actionFields(scenario, action) };
}

function malform(fields: FormField[], name: string, value: string): FormField[][] {
  const others = fields.filter(([field]) => field !== name);
  const values = [
    "",
    " ",
    "\0",
    "garbage",
    `${value}\0`,
    `${value} `,
    "\u202e",
    "'; --",
    "9".repeat(100_000),
  ];
  return [
    others,
    [...others, [name, value], [name, value]],
    [...others, [name, "garbage"], [name, value]],
    [...others, [`${name}[]`, value]],
    ...values.map((wrong): FormField[] => [...others, [name, wrong]]),
  ];
}

async function expectNoError(response: HttpResponse): Promise<void> {
  expect(response.status, headingOf(response)).toBeLessThan(500);
}

function headingOf({ body }: HttpResponse): string {
  return /<h1[^>]*>([^<]*)/.exec(body)?.[1] ?? "no heading";
}

async function expectNotFound(response: HttpResponse): Promise<void> {
  expect([response.status, headingOf(response)]).toEqual([404, "There is nothing at this address"]);
}

type Stored = Awaited<ReturnType<typeof stored>>;

/** Everything but what each repetition may change: times of last use, and entries about downloads. */
function effectsIn({ users, accounts, sessions, activity }: Stored) {
  return {
    users,
    accounts: accounts.map(({ last_used_at: _, ...account }) => account),
    sessions: sessions.map(({ last_seen_at: _, ...session }) => session),
    activity: activity.filter(({ kind }) => kind !== "exported"),
  };
}

/** Without the expired session, which another test's sign-in may delete at any time. */
function withoutExpired({ sessions, ...rest }: Stored, { own }: AccountScenario) {
  return { ...rest, sessions: sessions.filter(({ id }) => id !== own.session) };
}

function ofOtherUser(
  { users, accounts, sessions, activity }: Stored,
  { otherUser }: AccountScenario,
) {
  const theirs = (row: Record<string, unknown>) => row.user_id === otherUser.userId;
  return {
    users: users.filter(({ id }) => id === otherUser.userId),
    accounts: accounts.filter(theirs),
    sessions: sessions.filter(theirs),
    activity: activity.filter(theirs),
  };
}

type Posting = { visitor?: HttpVisitor; headers?: Record<string, string | undefined> };
