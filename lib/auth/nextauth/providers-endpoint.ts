import "server-only";
import { configuredProviders } from "@/lib/auth/providers/registry";
import { env } from "@/lib/env/env";

/** `GET /api/auth/providers`: the providers that a visitor can sign in with, in the format of Auth.js. */
export async function handleProvidersRequest(): Promise<Response> {
  const address = `${env().origin}/api/auth`;
  const providers = configuredProviders().map(({ id, name, protocol }) => ({
    id,
    name,
    type: protocol,
    signinUrl: `${address}/signin/${id}`,
    callbackUrl: `${address}/callback/${id}`,
  }));
  const byId = Object.fromEntries(providers.map((provider) => [provider.id, provider]));
  return Response.json(byId, { headers: { "cache-control": "private, no-store" } });
}
