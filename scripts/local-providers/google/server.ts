import type { IncomingMessage, ServerResponse } from "node:http";
import type Provider from "oidc-provider";
import type { World } from "../world";
import { googleConfiguration } from "./configuration";
import { createGoogleKeys } from "./keys";
import { loadOidcProvider } from "./load-oidc-provider";
import { GooglePages } from "./pages";
import { watchGoogle } from "./request-watch";

/** The local Google, below `/google`. */
export async function createGoogle(world: World): Promise<LocalProvider> {
  const [{ default: OidcProvider, interactionPolicy }, keys] = await Promise.all([
    loadOidcProvider(),
    createGoogleKeys(),
  ]);
  const grants = new Map<string, string>();
  const provider: Provider = new OidcProvider(
    `${world.base}/google`,
    googleConfiguration(world, keys, grants, interactionPolicy),
  );
  provider.on("server_error", (_ctx, error) => console.error("Local Google failed:", error));
  provider.use(watchGoogle(world, keys));
  const pages = new GooglePages(provider, world, grants);
  const serve = provider.callback();

  return {
    handle: async (req, res) => {
      const path = new URL(req.url ?? "/", world.base).pathname;
      const interaction = /^\/google\/signin\/([\w-]+)$/.exec(path)?.[1];
      if (interaction) return pages.handle(req, res, interaction);
      // oidc-provider compares `originalUrl` with `url` to find out where it is mounted.
      Object.assign(req, { originalUrl: req.url });
      req.url = req.url?.slice("/google".length) || "/";
      await serve(req, res);
    },
    forget: (account) => void grants.delete(world.accounts.get(account)?.google?.sub ?? ""),
    reset: () => grants.clear(),
  };
}

export type LocalProvider = {
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>;
  /** Deletes the account's consent, so that the provider asks for it again. */
  forget(account: string): void;
  reset(): void;
};
