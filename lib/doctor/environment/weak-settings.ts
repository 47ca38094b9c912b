import { type Finding, fail, warn } from "@/lib/doctor/finding";
import type { Source } from "@/lib/doctor/report";

/** Settings that are valid, and that no app in production should have. */
export function checkWeakSettings(source: Source): Finding[] {
  return [checkRateLimit(source), checkTlsVerification(source), checkLog(source)].filter(
    (finding) => finding !== null,
  );
}

function checkRateLimit({ RATE_LIMIT }: Source): Finding | null {
  if (!["off", "false", "0"].includes(value(RATE_LIMIT))) return null;
  const text = "is off, so anyone may start as many sign-ins and send as many forms as they like";
  const fix =
    "Remove RATE_LIMIT, or set RATE_LIMIT=on; raise RATE_LIMIT_SIGN_IN and the others if they are too low for you.";
  return warn("RATE_LIMIT", text, fix);
}

/** https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue */
function checkTlsVerification({ NODE_TLS_REJECT_UNAUTHORIZED }: Source): Finding | null {
  if (value(NODE_TLS_REJECT_UNAUTHORIZED) !== "0") return null;
  const text =
    "is 0, so the app accepts every certificate: anyone on the network can pose as a provider and sign in as any user";
  const fix =
    "Remove it. For a certificate of your own authority, set NODE_EXTRA_CA_CERTS=/path/to/ca.pem before Node starts.";
  return fail("NODE_TLS_REJECT_UNAUTHORIZED", text, fix);
}

function checkLog({ LOG_LEVEL }: Source): Finding | null {
  if (value(LOG_LEVEL) !== "silent") return null;
  const text = "is silent, so nothing says why a sign-in failed";
  return warn("LOG_LEVEL", text, "Set LOG_LEVEL=info, or remove it.");
}

const value = (text = "") => text.trim();
