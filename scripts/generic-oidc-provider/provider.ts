import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { exportJWK, generateKeyPair } from "jose";
import type { Configuration } from "oidc-provider";
import { loadOidcProvider } from "../local-providers/google/load-oidc-provider";
import { createMemoryAdapter } from "../local-providers/google/memory-adapter";

export const genericClient = { id: "stranger-client", secret: "a-secret-which-guards-nothing" };

/** How an OpenID provider may differ from Google and still be one. */
export type Habits = {
  signs: "RS256" | "ES256";
  takesSecretIn: "client_secret_basic" | "client_secret_post";
  claimsIn: "id-token" | "userinfo";
};

/** An OpenID provider that nobody here knows anything of, mounted below `mount`. */
export async function createGenericProvider(options: GenericProviderOptions): Promise<Handler> {
  const { base, mount } = options;
  const { default: OidcProvider } = await loadOidcProvider();
  const provider = new OidcProvider(`${base}${mount}`, await configure(options));
  provider.on("server_error", (_ctx, error) => console.error("The stranger failed:", error));
  const serve = provider.callback();
  return async (req, res) => {
    // oidc-provider learns where it is mounted by comparing the two.
    Object.assign(req, { originalUrl: req.url });
    req.url = req.url?.slice(mount.length) || "/";
    await serve(req, res);
  };
}

async function configure({ redirectUri, habits }: GenericProviderOptions): Promise<Configuration> {
  const { privateKey } = await generateKeyPair(habits.signs, { extractable: true });
  return {
    adapter: createMemoryAdapter(),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: habits.signs, use: "sig" }] },
    clients: [
      {
        client_id: genericClient.id,
        client_secret: genericClient.secret,
        redirect_uris: [redirectUri],
        response_types: ["code"],
        id_token_signed_response_alg: habits.signs,
        token_endpoint_auth_method: habits.takesSecretIn,
      },
    ],
    clientAuthMethods: [habits.takesSecretIn],
    enabledJWA: { idTokenSigningAlgValues: [habits.signs] },
    conformIdTokenClaims: habits.claimsIn === "userinfo",
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    cookies: { keys: [randomBytes(32).toString("base64url")] },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Session: 600 },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => claimsOf(sub) }),
  };
}

/** Who signs in as `ada` has ada@example.com; as `unverified.ada`, without proof; `nobody.`, none. */
function claimsOf(sub: string) {
  const [manner, rest = ""] = sub.includes(".") ? sub.split(".", 2) : ["verified", sub];
  const email = manner === "nobody" ? {} : { email: `${rest}@example.com` };
  return { sub, name: `Somebody ${rest}`, ...email, email_verified: manner === "verified" };
}

export type GenericProviderOptions = {
  base: string;
  mount: string;
  redirectUri: string;
  habits: Habits;
};

type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;
