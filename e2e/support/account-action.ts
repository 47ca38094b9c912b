import { expect } from "@playwright/test";
import { expectRedirect } from "./account-centre";
import { activityKinds } from "./account-rows";
import { type AccountScenario, createScenario } from "./account-scenario";
import { database } from "./database";
import { guidedPath } from "./guided-linking";
import { type FormField, formWithButton } from "./html-form";
import type { HttpResponse } from "./http-response";
import { HttpVisitor } from "./http-visitor";
import { sessionId } from "./visitor-rows";

export type AccountAction = {
  /** The page with the action's form, and the text of the form's button. */
  page: (scenario: AccountScenario) => string;
  button: string;
  /** Where the form is sent, if not to its page. */
  path?: string;
  fields: (scenario: AccountScenario) => FormField[];
  /** Fields with ids of another user's rows, of rows of another kind, and of no row. */
  foreign?: (scenario: AccountScenario) => FormField[][];
  /** Whether the action needs a fresh sign-in. */
  sensitive?: true;
  /** Whether an unknown device has to wait for it. */
  waits?: true;
  /** Why the action itself writes nothing that needs the user's row. */
  changesNothing?: string;
  arrange?: (scenario: AccountScenario) => Promise<void>;
  /** Expects that the action took effect and was recorded once. */
  happened: (scenario: AccountScenario, response: HttpResponse) => Promise<void>;
};

/** Arranges an action, opens its page, and reads the form. */
export async function prepareAction(action: AccountAction, existing?: AccountScenario) {
  const scenario = existing ?? (await createScenario());
  await action.arrange?.(scenario);
  const marks = await actionFields(scenario, action);
  const form = [...marks, ...action.fields(scenario)];
  const submit = () => postAction(action, scenario, form);
  return { action, scenario, marks, form, submit };
}

type Posting = { visitor?: HttpVisitor; headers?: Record<string, string | undefined> };

/** Sends an action's form as the scenario's user, unless another visitor is given. */
export async function postAction(
  action: AccountAction,
  scenario: AccountScenario,
  fields: FormField[],
  { visitor = scenario.visitor, headers }: Posting = {},
): Promise<HttpResponse> {
  return visitor.submit(action.path ?? action.page(scenario), fields, headers);
}

/** The fields of an action's form by which Next.js finds the action. */
async function actionFields(
  scenario: AccountScenario,
  { page, button, path }: AccountAction,
): Promise<FormField[]> {
  const { body } = await scenario.visitor.get(page(scenario));
  const fields = formWithButton(body, button);
  return path ? [] : fields.filter(([name]) => name.startsWith("$ACTION_"));
}

/** Ids of another user's sessions, of another kind of row, and of no row. */
export function foreignSessions({ otherUser, own }: AccountScenario): FormField[][] {
  const ids = [otherUser.newSession, otherUser.session, own.googleId, crypto.randomUUID()];
  return ids.map((id) => [["session", id]]);
}

export async function sessionsOf({ own }: AccountScenario): Promise<string[]> {
  const rows = await database()<{ id: string }[]>`
    select id from sessions where user_id = ${own.userId}`;
  return rows.map(({ id }) => id);
}

/** Expects one activity entry of this kind. */
export async function expectRecorded({ account }: AccountScenario, kind: string): Promise<void> {
  const kinds = await activityKinds(account);
  expect(kinds.filter((candidate) => candidate === kind)).toHaveLength(1);
}

/**
 * Gives the user a pending link: signs in with a GitHub account that has their address while no
 * connected account verifies that address any more, and then signs in with Google.
 */
export async function receivePendingLink(scenario: AccountScenario): Promise<void> {
  const { own, account } = scenario;
  await database()`delete from accounts where id = ${own.githubId}`;
  await database()`update accounts set email = 'moved-' || email where user_id = ${own.userId}`;
  const visitor = new HttpVisitor(scenario.visitor.address);
  expectRedirect(await visitor.signIn("github", account), guidedPath);
  await visitor.signIn("google", account);
  scenario.visitor = visitor;
  own.session = await sessionId(visitor);
}

/** Makes the newest question to the user one about a use of their newer session elsewhere. */
export async function askAboutUse({ own }: AccountScenario): Promise<void> {
  await database()`
    insert into activity (user_id, kind, subject_id, session_id, detail, ip, unanswered)
    values (${own.userId}, 'used-elsewhere', ${own.newSession}, ${own.newSession}, 'network',
      '203.0.113.99', true)`;
}

export function expectNoError(response: HttpResponse): void {
  expect(response.status, headingOf(response)).toBeLessThan(500);
}

export function headingOf({ body }: HttpResponse): string {
  return /<h1[^>]*>([^<]*)/.exec(body)?.[1] ?? "no heading";
}
