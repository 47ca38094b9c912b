import "server-only";
import { inspectAdmins } from "@/lib/db/health/admins";
import { type Finding, ok, warn } from "@/lib/doctor/finding";
import { type Env, env } from "@/lib/env/env";

const check = "admins";

/**
 * Checks that someone can let people in, where not everyone may sign up.
 * @returns nothing if the database can't tell; the other checks then say why
 */
export async function checkAdmins(settings: Env = env()): Promise<Finding[]> {
  const { SIGN_UP, ADMIN_EMAILS } = settings;
  if (SIGN_UP === "open") return [];
  const hasAdmin = await inspectAdmins(settings).catch(() => null);
  if (hasAdmin === null) return [];
  if (hasAdmin) return [ok(check, "at least one can sign in")];
  if (ADMIN_EMAILS.length > 0) return [ok(check, "none yet; ADMIN_EMAILS names who becomes one")];
  const fix =
    SIGN_UP === "approval"
      ? "Sign in, and then run `npm run users -- approve <your address>` and `npm run users -- role <your address> admin`; or set ADMIN_EMAILS."
      : "Run `npm run users -- invite <your address>`, sign in with its link, and then run `npm run users -- role <your address> admin`; or set ADMIN_EMAILS.";
  const text = `there is none, ADMIN_EMAILS is not set, and SIGN_UP is ${SIGN_UP}: no one new gets in`;
  return [warn(check, text, fix)];
}
