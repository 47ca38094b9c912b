import { expect, test } from "@playwright/test";
import { expectNoError, headingOf, postAction, prepareAction } from "./support/account-action";
import { accountActions } from "./support/account-actions";
import { type AccountScenario, stored } from "./support/account-scenario";
import { crossSiteHeaders, sameOriginHeaders } from "./support/cross-site";
import { database } from "./support/database";
import type { FormField } from "./support/html-form";
import type { HttpResponse } from "./support/http-response";
import { HttpVisitor, sessionCookie } from "./support/http-visitor";

for (const [file, action] of Object.entries(accountActions)) {
  test(`${file} rejects a form from another site, and says so`, async () => {
    const { scenario, form } = await prepareAction(action);
    const before = await stored(scenario);
    for (const headers of crossSiteHeaders) {
      const response = await postAction(action, scenario, form, { headers });
      expect([headers, response.status]).toEqual([headers, 403]);
      expect(response.body).toContain("This request came from another site");
      expect(response.cookies).toEqual([]);
    }
    expect(await stored(scenario)).toEqual(before);
  });

  test(`${file} accepts a form whose Origin is missing or null, if Sec-Fetch-Site is same-origin`, async () => {
    for (const headers of sameOriginHeaders) {
      const { scenario, form } = await prepareAction(action);
      await action.happened(scenario, await postAction(action, scenario, form, { headers }));
    }
  });

  test(`${file} sends a visitor without a session to sign in, and changes nothing`, async () => {
    const { scenario, form } = await prepareAction(action);
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
      const response = await postAction(action, scenario, form, { visitor });
      expect([response.status, response.location]).toEqual([
        303,
        expect.stringMatching(/^\/sign-in/),
      ]);
      expect((await visitor.get("/sign-in")).body).toContain("You’re not signed in anymore.");
    }
    expect(withoutExpired(await stored(scenario), scenario)).toEqual(
      withoutExpired(before, scenario),
    );
  });

  test(`${file} sends a suspended user to sign in, and changes nothing`, async () => {
    const { scenario, form } = await prepareAction(action);
    await database()`update users set suspended_at = now() where id = ${scenario.own.userId}`;
    const before = await stored(scenario);
    const response = await postAction(action, scenario, form);
    expect([response.status, response.location]).toEqual([
      303,
      expect.stringMatching(/^\/sign-in/),
    ]);
    expect(await stored(scenario)).toEqual(before);
  });

  if (action.sensitive) {
    test(`${file} asks to confirm when the sign-in is six minutes old, and changes nothing`, async () => {
      const { scenario, form } = await prepareAction(action);
      await database()`
        update sessions set authenticated_at = now() - interval '6 minutes'
        where id = ${scenario.own.session}`;
      const before = await stored(scenario);
      const response = await postAction(action, scenario, form);
      expect([response.status, response.location]).toEqual([
        303,
        expect.stringMatching(/^\/account\/confirm\?returnTo=%2Faccount(%2F|$)/),
      ]);
      expect(await stored(scenario)).toEqual(before);
    });
  }

  if (action.waits) {
    test(`${file} sends an unknown device to the page that says why, and changes nothing`, async () => {
      const { scenario, form } = await prepareAction(action);
      await database()`update sessions set new_device = true where id = ${scenario.own.session}`;
      const before = await stored(scenario);
      const response = await postAction(action, scenario, form);
      expect([response.status, response.location]).toEqual([
        303,
        expect.stringMatching(/^\/account\/wait\?returnTo=%2Faccount(%2F|$)/),
      ]);
      const page = await scenario.visitor.get(response.location ?? "");
      expect(headingOf(page)).toBe("Confirm this device");
      expect(await stored(scenario)).toEqual(before);
    });
  }

  if (action.foreign) {
    test(`${file} finds nothing by another user's id, and changes nothing of theirs`, async () => {
      const { scenario, marks } = await prepareAction(action);
      const before = await stored(scenario);
      for (const fields of action.foreign?.(scenario) ?? []) {
        expectNotFound(await postAction(action, scenario, [...marks, ...fields]));
      }
      expect(await stored(scenario)).toEqual(before);
    });
  }

  test(`${file} rejects malformed fields without an error`, async () => {
    const { scenario, marks } = await prepareAction(action);
    const fields = action.fields(scenario);
    const before = await stored(scenario);
    for (const [name, value] of fields) {
      for (const malformed of malform(fields, name, value)) {
        const response = await postAction(action, scenario, [...marks, ...malformed]);
        expectNoError(response);
        if (action.foreign && name !== "returnTo") expectNotFound(response);
      }
      if (action.foreign && name !== "returnTo") expect(await stored(scenario)).toEqual(before);
    }
    for (const value of ["", "{}", "null", '{"id":"x"}', "00".repeat(21)]) {
      const broken = marks.map(([name]): FormField => [name, value]);
      expectNoError(await postAction(action, scenario, [...broken, ...fields]));
    }
    expectNoError(await postAction(action, scenario, marks));
    expectNoError(
      await postAction(action, scenario, [
        ...marks,
        ...fields,
        ["__proto__", "1"],
        ["constructor", "1"],
      ]),
    );
    expect(ofOtherUser(await stored(scenario), scenario)).toEqual(ofOtherUser(before, scenario));
  });
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

function expectNotFound(response: HttpResponse): void {
  expect([response.status, headingOf(response)]).toEqual([404, "Page not found"]);
}

type Stored = Awaited<ReturnType<typeof stored>>;

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
