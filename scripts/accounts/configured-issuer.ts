import { readProjectEnvironment } from "../processes/project-environment";
import { SetupError } from "../processes/setup-error";

/**
 * The server that a provider is set up with in this environment. Sets `process.env` before it imports the
 * app's modules, which read it as they load.
 *
 * @throws SetupError if the provider isn't set up here
 */
export async function configuredIssuer(provider: string): Promise<string> {
  Object.assign(process.env, readProjectEnvironment("production"));
  const { findProvider } = await import("../../lib/auth/providers/registry");
  const { issuer } = findProvider(provider) ?? {};
  if (issuer) return issuer;
  throw new SetupError(
    `${provider} is not set up in this environment, so its new issuer is not known. Name it with --to.`,
  );
}
