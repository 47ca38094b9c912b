import type { ErrorParameter } from "@/lib/auth/oauth/error-response";

/** Codes with which providers say that the user went back. */
const cancelCodes = [
  ...["user_cancelled_login", "user_cancelled_authorize", "user_denied", "user_cancelled"],
  // We never send prompt=none, so these can't mean that a page would have to be shown (OpenID Connect
  // Core 1.0, section 3.1.2.6): the user left the page.
  ...["consent_required", "interaction_required", "login_required", "account_selection_required"],
];

/** The text of RFC 6749, section 4.1.2.1, which many providers send for every `access_denied`. */
const standardText = /^the resource owner or (the )?authorization server denied the request\.?\s*/i;

const who = "(end[- ]?user|user|resource owner|owner|you)";
const did = "(denied|declined|cancell?ed|aborted|rejected|refused)";
const didNot = "did not (authori[sz]e|consent|allow|approve|grant|accept)";
const ownChoice = [
  new RegExp(`\\b${who}( has| have)? (explicitly )?(${did}|${didNot})`, "i"),
  new RegExp(`\\b${did} by (the )?${who}\\b`, "i"),
  /\b(login|sign-?in|authenti\w+|authori\w+|request|interaction)( was)? cancell?ed/i,
  /\bconsent( was| is)? (not (granted|given)|denied|declined|refused)\b/i,
];

/** Words of a reason that is not the user's to choose. */
const otherReason =
  /\b(polic(y|ies)|admin\w*|assign\w*|group|role|not allowed|blocked|disabled|suspended|locked|tenant)\b/i;

/**
 * Whether an error response says that the user turned back, and not that the provider refused them:
 * `access_denied` stands for both, so its description decides. One that we can't read counts as a refusal,
 * which shows it.
 */
export function isCancellation(parameters: ErrorParameter[]): boolean {
  const textOf = (name: string) => parameters.find((p) => p.name === name)?.value.trim() ?? "";
  const code = textOf("error");
  const reason = textOf("error_description").replace(standardText, "");
  if (cancelCodes.includes(code)) return !otherReason.test(reason);
  if (code !== "access_denied") return false;
  // Facebook's and Microsoft's own parameters.
  if (textOf("error_reason") === "user_denied" || textOf("error_subcode") === "cancel") return true;
  if (reason === "") return true;
  return !otherReason.test(reason) && ownChoice.some((words) => words.test(reason));
}
