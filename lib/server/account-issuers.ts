import "server-only";
import {
  describeIssuerChange,
  findIssuerChanges,
  type IssuerChange,
  issuerChangeFix,
} from "@/lib/auth/providers/issuer-change";
import { configuredProviders } from "@/lib/auth/providers/registry";
import { findOtherIssuers } from "@/lib/db/health/account-issuers";
import { env } from "@/lib/env/env";
import { log } from "@/lib/log";

/**
 * Refuses to start if a provider's issuer has changed while accounts use it: number 42 of another server
 * would be taken for number 42 of the former one. In development it only warns, since local providers give
 * way to real ones there.
 *
 * If the database is away, the app starts all the same. A sign-in then refuses the accounts that this would
 * have found, with the reason `issuer-changed`.
 */
export async function requireKnownIssuers(): Promise<void> {
  const changes = await findChanges();
  if (changes.length === 0) return;
  if (env().NODE_ENV === "development") {
    for (const change of changes) {
      const fix = `${describeIssuerChange(change)}\n${issuerChangeFix(change)}`;
      log.warn({ event: "boot.issuer-changed", provider: change.provider.id, fix });
    }
    return;
  }
  const paragraphs = changes.map(
    (change) => `${describeIssuerChange(change)}\n${issuerChangeFix(change)}`,
  );
  process.stderr.write(`\n${paragraphs.join("\n\n")}\n\n`);
  process.exit(1);
}

async function findChanges(): Promise<IssuerChange[]> {
  try {
    return await findIssuerChanges(configuredProviders(), findOtherIssuers);
  } catch (error) {
    log.warn({ event: "boot.issuers-not-checked", error });
    return [];
  }
}
