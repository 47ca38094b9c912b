import { type Account, control, type ProviderName, providerTitles } from "./control";
import { type FormField, formWithButton } from "./html-form";
import type { HttpResponse } from "./http-response";
import { HttpVisitor } from "./http-visitor";
import { makeTestUser, type TestUser } from "./test-user";

/** A new user, signed in over HTTP with one of their providers. */
export async function signedInUser(
  facts: Parameters<typeof makeTestUser>[0] = {},
  provider: ProviderName = "google",
): Promise<{ user: TestUser; visitor: HttpVisitor }> {
  const user = await makeTestUser(facts);
  const visitor = new HttpVisitor();
  const { status } = await visitor.signIn(provider, user.account);
  if (status !== 303) throw new Error(`Signing in responded with ${status}.`);
  return { user, visitor };
}

/** The fields of a page's form, some with other values; null omits a field, a list repeats it. */
export async function openForm(
  visitor: HttpVisitor,
  form: { path: string; button: string },
  values: Record<string, string | string[] | null> = {},
): Promise<FormField[]> {
  const shown = formWithButton((await visitor.get(form.path)).body, form.button);
  const given = Object.entries(values).flatMap(([name, value]) =>
    [value ?? []].flat().map((text): FormField => [name, text]),
  );
  return [...shown.filter(([name]) => !(name in values)), ...given];
}

/** Opens a page, fills in the form that has this button, and submits it. */
export async function submitForm(
  visitor: HttpVisitor,
  form: { path: string; button: string },
  values: Record<string, string | string[] | null> = {},
): Promise<HttpResponse> {
  return visitor.submit(form.path, await openForm(visitor, form, values));
}

/** Presses "Continue with …" on a page that asks to confirm, and goes through the provider's pages. */
export async function confirmOn(
  visitor: HttpVisitor,
  path: string,
  { account, provider = "google" }: { account: Account; provider?: ProviderName },
): Promise<HttpResponse> {
  const button = `Continue with ${providerTitles[provider]}`;
  const { location } = await submitForm(visitor, { path, button });
  const callback = await control.authorize({ url: location ?? "", account: account.id });
  return visitor.follow(new URL(callback));
}
