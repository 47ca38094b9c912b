import { expect } from "@playwright/test";
import { openForm, submitForm } from "./account-form";
import { type Account, control, type ProviderName } from "./control";
import type { FormField } from "./html-form";
import type { HttpResponse } from "./http-response";
import { HttpVisitor } from "./http-visitor";
import type { OwnDatabase } from "./own-database";
import { verified } from "./test-user";

/** How many rows are stored about a user, and how many activity entries of each kind. */
type Stored = {
  users: number;
  accounts: number;
  sessions: number;
  notes: Record<string, number>;
};

const nothing: Stored = { users: 0, accounts: 0, sessions: 0, notes: {} };

async function storedOf({ google, github }: Account, sql: OwnDatabase["sql"]): Promise<Stored> {
  const addresses = [google?.email, ...(github?.emails ?? []).map(({ email }) => email)];
  const known = addresses.filter((address) => address !== undefined);
  const users = sql`
    (select id from users where email = any(${known})
     union select user_id from accounts where email = any(${known}))`;
  const [row] = await sql<Stored[]>`
    select (select count(*)::int from users where id in ${users}) as users,
      (select count(*)::int from accounts where user_id in ${users}) as accounts,
      (select count(*)::int from sessions where user_id in ${users}) as sessions,
      coalesce((select jsonb_object_agg(kind, entries) from
        (select kind, count(*)::int as entries from activity where user_id in ${users} group by kind)
        as kinds), '{}') as notes`;
  return row ?? nothing;
}

/** What a user does while the app goes down, and what must be true afterwards. */
export type Change = {
  /** Sends all requests; a request without a response resolves to null. */
  begin: () => Promise<(HttpResponse | null)[]>;
  /** Expects all of a change in the database or none of it; resolves to how many were made. */
  expectWhole: () => Promise<number>;
  /** Repeats the change at an app that works. */
  retry: (address: string) => Promise<void>;
};

const unlessCut = (response: Promise<HttpResponse>) => response.catch(() => null);

type Target = { address: string; sql: OwnDatabase["sql"] };

/** Three first sign-ins of one user at once, through both providers. */
export async function newUser({ address, sql }: Target): Promise<Change> {
  const account = await control.createAccount({ google: {}, github: {} });
  const providers: ProviderName[] = ["google", "github", "google"];
  const arriving = await Promise.all(
    providers.map(async (provider) => {
      const visitor = new HttpVisitor(address);
      return { visitor, url: await visitor.reachCallback(provider, account) };
    }),
  );
  const expectWhole = async () => {
    const stored = await storedOf(account, sql);
    const { accounts, sessions } = stored;
    if (stored.users === 0) expect(stored).toEqual(nothing);
    else {
      expect(accounts).toBeGreaterThan(0);
      expect(sessions).toBeGreaterThanOrEqual(accounts);
      const connected = accounts > 1 ? { connected: accounts - 1 } : {};
      const notes = { "account-created": 1, "sign-in": sessions, ...connected };
      expect(stored).toEqual({ users: 1, accounts, sessions, notes });
    }
    return sessions;
  };
  return {
    begin: () => Promise.all(arriving.map(({ visitor, url }) => unlessCut(visitor.follow(url)))),
    expectWhole,
    async retry(address) {
      const before = await expectWhole();
      for (const provider of ["google", "github"] as const) {
        const visitor = new HttpVisitor(address);
        expect((await visitor.signIn(provider, account)).status).toBe(303);
        expect(await visitor.sessionUser()).not.toBeNull();
      }
      expect(await expectWhole()).toBe(before + 2);
      expect(await storedOf(account, sql)).toMatchObject({ users: 1, accounts: 2 });
    },
  };
}

/** A user with one account connects another one, which has a different address. */
export async function connecting({ address, sql }: Target): Promise<Change> {
  const account = await control.createAccount({ google: {}, github: {} });
  const email = `other-${crypto.randomUUID()}@example.com`;
  const changed = await control.changeAccount(account.id, {
    github: { emails: verified(email) },
  });
  const visitor = new HttpVisitor(address);
  await visitor.signIn("google", account);
  const url = await reachConnect(visitor, account);
  const expectWhole = async () => {
    const stored = await storedOf(changed, sql);
    const connected = stored.accounts - 1;
    const { "sign-in": signIns = 0, ...notes } = stored.notes;
    expect(stored).toMatchObject({ users: 1, sessions: signIns });
    expect([0, 1]).toContain(connected);
    expect(notes).toEqual({ "account-created": 1, ...(connected ? { connected } : {}) });
    return connected;
  };
  return {
    begin: async () => [await unlessCut(visitor.follow(url))],
    expectWhole,
    async retry(address) {
      const again = visitor.copy(address);
      if (!(await again.sessionUser())) {
        // The response with the session's new token was lost, but the account is connected.
        expect(await expectWhole()).toBe(1);
        expect((await again.signIn("google", account)).status).toBe(303);
      }
      if (!(await expectWhole())) {
        const callback = await reachConnect(again, account);
        expect((await again.follow(callback)).status).toBe(303);
      }
      const other = new HttpVisitor(address);
      await other.signIn("github", account);
      expect((await other.sessionUser())?.id).toBe((await again.sessionUser())?.id);
      expect(await expectWhole()).toBe(1);
    },
  };
}

async function reachConnect(visitor: HttpVisitor, account: Account): Promise<URL> {
  const page = { path: "/account/connections", button: "Connect GitHub" };
  const { location } = await submitForm(visitor, page);
  return new URL(await control.authorize({ url: location ?? "", account: account.id }));
}

const deletion = { path: "/account/data/delete", button: "Delete my account" };

/** A user deletes their account. */
export async function deleting({ address, sql }: Target): Promise<Change> {
  const account = await control.createAccount({ google: {} });
  const visitor = new HttpVisitor(address);
  await visitor.signIn("google", account);
  const fill = async (visitor: HttpVisitor): Promise<FormField[]> => {
    const username = String((await visitor.sessionUser())?.username);
    return openForm(visitor, deletion, { username });
  };
  const fields = await fill(visitor);
  const whole = await storedOf(account, sql);
  const expectWhole = async () => {
    const stored = await storedOf(account, sql);
    expect([nothing, whole]).toContainEqual(stored);
    return stored.users === 0 ? 1 : 0;
  };
  return {
    begin: async () => [await unlessCut(visitor.submit(deletion.path, fields))],
    expectWhole,
    async retry(address) {
      const again = visitor.copy(address);
      if (await expectWhole()) {
        expect(await again.sessionUser()).toBeNull();
        expect((await again.signIn("google", account)).status).toBe(303);
        expect(await storedOf(account, sql)).toEqual(whole);
      }
      await again.submit(deletion.path, await fill(again));
      expect(await storedOf(account, sql)).toEqual(nothing);
    },
  };
}
