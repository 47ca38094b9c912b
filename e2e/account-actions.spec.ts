import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { expect, test } from "@playwright/test";
import {
  type AccountAction,
  accountActions,
  actionFields,
  actionsTestedElsewhere,
} from "./support/account-actions";
import { type Stage, setStage, stored } from "./support/account-stage";
import { database } from "./support/database";
import type { FormField } from "./support/html-form";
import type { HttpResponse } from "./support/http-response";
import { HttpVisitor, sessionCookie } from "./support/http-visitor";

test("every action that the app has is known here", async () => {
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
  const post = (stage: Stage, fields: FormField[], options: Posting = {}) => {
    const visitor = options.visitor ?? stage.visitor;
    return visitor.submit(action.path ?? action.page(stage), fields, options.headers);
  };

  test(`${file} does what its form says, once, however often that is sent`, async () => {
    const { stage, marks } = await prepare(action);
    const form = [...marks, ...action.fields(stage)];
    const jar = stage.visitor.jar.copy();
    const response = await post(stage, form);
    expect([200, 303]).toContain(response.status);
    await action.happened(stage, response);

    const after = await stored(stage);
    await expectNoError(await post(stage, form));
    // As a browser sends it whose button was pressed twice before the first answer came.
    const late = new HttpVisitor();
    late.jar = jar;
    await expectNoError(await post(stage, form, { visitor: late }));
    await action.happened(stage, response);
    expect(effectsIn(await stored(stage))).toEqual(effectsIn(after));
  });

  test(`${file} pressed twice at the same moment is carried out once`, async () => {
    const { stage, marks } = await prepare(action);
    const form = [...marks, ...action.fields(stage)];
    const [response, other] = await Promise.all([post(stage, form), post(stage, form)]);
    await expectNoError(response);
    await expectNoError(other);
    const done = [response, other].find(({ location }) => !location?.startsWith("/sign-in"));
    await action.happened(stage, done ?? response);
  });

  test(`${file} does nothing for another site, and says so`, async () => {
    const { stage, marks } = await prepare(action);
    const before = await stored(stage);
    const form = [...marks, ...action.fields(stage)];
    for (const headers of foreign) {
      const response = await post(stage, form, { headers });
      expect([headers, response.status]).toEqual([headers, 403]);
      expect(response.body).toContain("This request came from another site");
      expect(response.cookies).toEqual([]);
    }
    expect(await stored(stage)).toEqual(before);
  });

  test(`${file} sends somebody who is not signed in to sign in, and does nothing`, async () => {
    const { stage, marks } = await prepare(action);
    const form = [...marks, ...action.fields(stage)];
    const token = stage.visitor.sessionToken();
    const otherUser = new HttpVisitor();
    const guessing = new HttpVisitor();
    guessing.jar.set(sessionCookie, "a".repeat(43));
    const signedOut = new HttpVisitor();
    signedOut.jar.set(sessionCookie, token);
    await database()`
      update sessions set expires_at = now() - interval '1 second' where id = ${stage.own.session}`;
    const before = await stored(stage);
    for (const visitor of [otherUser, guessing, signedOut]) {
      const response = await post(stage, form, { visitor });
      expect([response.status, response.location]).toEqual([
        303,
        expect.stringMatching(/^\/sign-in/),
      ]);
      expect((await visitor.get("/sign-in")).body).toContain("You are not signed in any more.");
    }
    expect(withoutExpired(await stored(stage), stage)).toEqual(withoutExpired(before, stage));
  });

  if (action.sensitive) {
    test(`${file} asks for a confirmation when the sign-in is six minutes old, and does nothing`, async () => {
      const { stage, marks } = await prepare(action);
      await database()`
        update sessions set authenticated_at = now() - interval '6 minutes'
        where id = ${stage.own.session}`;
      const before = await stored(stage);
      const response = await post(stage, [...marks, ...action.fields(stage)]);
      expect([response.status, response.location]).toEqual([
        303,
        expect.stringMatching(/^\/account\/confirm\?returnTo=%2Faccount(%2F|$)/),
      ]);
      expect(await stored(stage)).toEqual(before);
    });
  }

  if (action.foreign) {
    test(`${file} finds nothing by an id of somebody else, and nothing of theirs changes`, async () => {
      const { stage, marks } = await prepare(action);
      const before = await stored(stage);
      for (const fields of action.foreign?.(stage) ?? []) {
        await expectNotFound(await post(stage, [...marks, ...fields]));
      }
      expect(await stored(stage)).toEqual(before);
    });
  }

  test(`${file} takes no garbled fields, and never fails over them`, async () => {
    const { stage, marks } = await prepare(action);
    const fields = action.fields(stage);
    const before = await stored(stage);
    for (const [name, value] of fields) {
      for (const garbled of garble(fields, name, value)) {
        const response = await post(stage, [...marks, ...garbled]);
        await expectNoError(response);
        if (action.foreign && name !== "returnTo") await expectNotFound(response);
      }
      if (action.foreign && name !== "returnTo") expect(await stored(stage)).toEqual(before);
    }
    for (const value of ["", "{}", "null", '{"id":"x"}', "00".repeat(21)]) {
      const broken = marks.map(([name]): FormField => [name, value]);
      await expectNoError(await post(stage, [...broken, ...fields]));
    }
    await expectNoError(await post(stage, marks));
    await expectNoError(
      await post(stage, [...marks, ...fields, ["__proto__", "1"], ["constructor", "1"]]),
    );
    expect(ofGenericProvider(await stored(stage), stage)).toEqual(ofGenericProvider(before, stage));
  });
}

async function prepare(action: AccountAction): Promise<{ stage: Stage; marks: FormField[] }> {
  const stage = await setStage();
  await action.arrange?.(stage);
  return { stage, marks: await actionFields(stage, action) };
}

function garble(fields: FormField[], name: string, value: string): FormField[][] {
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

/** But for what each press may leave anew: that it was used again, and that data were downloaded. */
function effectsIn({ users, accounts, sessions, activity }: Stored) {
  return {
    users,
    accounts: accounts.map(({ last_used_at: _, ...account }) => account),
    sessions: sessions.map(({ last_seen_at: _, ...session }) => session),
    activity: activity.filter(({ kind }) => kind !== "exported"),
  };
}

/** Whoever signs in meanwhile takes expired sessions along. */
function withoutExpired({ sessions, ...rest }: Stored, { own }: Stage) {
  return { ...rest, sessions: sessions.filter(({ id }) => id !== own.session) };
}

function ofGenericProvider({ users, accounts, sessions, activity }: Stored, { otherUser }: Stage) {
  const theirs = (row: Record<string, unknown>) => row.user_id === otherUser.userId;
  return {
    users: users.filter(({ id }) => id === otherUser.userId),
    accounts: accounts.filter(theirs),
    sessions: sessions.filter(theirs),
    activity: activity.filter(theirs),
  };
}

type Posting = { visitor?: HttpVisitor; headers?: Record<string, string | undefined> };
