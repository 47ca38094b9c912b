"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { authorizeSensitiveAction } from "@/lib/account/action-guard";
import type { DeleteState } from "@/lib/account/profile";
import { rememberSignOut } from "@/lib/auth/sign-in/signed-out-cookie";
import { deleteUser } from "@/lib/db/users";
import { setFlash } from "@/lib/flash/flash";
import { readField } from "@/lib/http/form-field";
import { userTranslator } from "@/lib/i18n/user-translator";
import {
  deviceCookieName,
  expireCookie,
  flowCookiePrefix,
  lastProviderCookieName,
  pendingLinkCookieName,
  readCookies,
  sessionCookieName,
} from "@/lib/security/cookies";

const makeAdmin = "npm run users -- role <address> admin";

/**
 * Deletes the user with everything stored about them, and clears this browser's cookies. The next
 * sign-in asks for the account, as after a sign-out.
 * @param form - `username`, typed in by the user
 */
export async function deleteAccount(_: DeleteState, form: FormData): Promise<DeleteState> {
  const { user, act } = await authorizeSensitiveAction("/account/data/delete");
  const value = (readField(form, "username") ?? "").trim();
  const t = await userTranslator(user);
  if (value !== user.username) return { value, error: t("data.delete.notYourUsername") };
  if ((await act(deleteUser)) === "last-admin") {
    return { value, problem: t("data.delete.onlyAdmin", { command: makeAdmin }) };
  }
  await clearCookies();
  await rememberSignOut();
  await setFlash({ kind: "account-deleted" });
  redirect("/");
}

async function clearCookies(): Promise<void> {
  const cookieStore = await cookies();
  const names = [
    sessionCookieName(),
    deviceCookieName(),
    lastProviderCookieName(),
    pendingLinkCookieName(),
    ...readCookies((await headers()).get("cookie"), flowCookiePrefix()).map(({ name }) => name),
  ];
  for (const name of names) expireCookie(cookieStore, name);
}
