import "server-only";
import { warmKeySet } from "@/lib/auth/oauth/jwks";
import { failedStep } from "@/lib/auth/oauth/provider-error";
import { configuredProviders, type Provider } from "@/lib/auth/providers/registry";
import { checkMigrations } from "@/lib/db/health/migrations";
import { log } from "@/lib/log";

/** Does ahead what a visitor would otherwise wait for. Whatever fails is tried again by a request. */
export function warmUp(): void {
  for (const provider of configuredProviders()) void warmProvider(provider);
  // Also logs missing migrations.
  void checkMigrations().catch(() => {});
}

/** Fetches a provider's endpoints and keys. */
async function warmProvider(provider: Provider): Promise<void> {
  try {
    const { jwks_uri } = await provider.metadata();
    if (jwks_uri) await warmKeySet(jwks_uri);
  } catch (error) {
    log.warn({
      event: "boot.provider-not-warmed",
      provider: provider.id,
      step: failedStep(error),
      error,
    });
  }
}
