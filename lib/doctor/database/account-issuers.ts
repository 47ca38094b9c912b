import "server-only";
import {
  describeIssuerChange,
  findIssuerChanges,
  type IssuerChange,
  issuerChangeFix,
} from "@/lib/auth/providers/issuer-change";
import { inspectOtherIssuers } from "@/lib/db/health/account-issuers";
import { type Finding, fail, ok, warn } from "@/lib/doctor/finding";
import type { Rules } from "@/lib/doctor/report";
import { type Env, env } from "@/lib/env/env";

const check = "accounts";

/**
 * Checks that the stored accounts are of the servers that their providers are set up with: if not, the
 * app doesn't start.
 *
 * @returns nothing if the database can't tell; the other checks then say why
 */
export async function checkAccountIssuers(
  providers: IssuerChange["provider"][],
  rules: Rules,
  settings: Env = env(),
): Promise<Finding[]> {
  if (providers.length === 0) return [];
  const changes = await findIssuerChanges(providers, (configured) =>
    inspectOtherIssuers(configured, settings),
  ).catch(() => null);
  if (!changes) return [];
  const findings = changes.map((change) => findingOf(change, rules));
  return findings.length > 0 ? findings : [ok(check, "each is of its provider's server")];
}

function findingOf(change: IssuerChange, rules: Rules): Finding {
  const finding = rules === "development" ? warn : fail;
  return finding(check, describeIssuerChange(change), issuerChangeFix(change));
}
