import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { exportJWK, generateKeyPair } from "jose";
import type { Configuration } from "oidc-provider";
import { loadOidcProvider } from "../local-providers/google/load-oidc-provider";
import { createMemoryAdapter } from "../local-providers/google/memory-adapter";

export const genericClient = { id: "generic-client", secret: "a-secret-which-guards-nothing" };

/** Where OpenID providers may differ from Google and still conform to the standard. */
export type ProviderTraits = {
  signingAlg: "RS256" | "ES256";
  clientAuthMethod: "client_secret_basic" | "client_secret_post";
  claimsIn: "id-token" | "userinfo";
};

/** Creates an OpenID provider that the app has no code for, mounted below `mount`. */
export async function createGenericProvider(options: GenericProviderOptions): Promise<Handler> {
  const { base, mount } = options;
  const { default: OidcProvider } = await loadOidcProvider();
  const provider = new OidcProvider(`${base}${mount}`, await configure(options));
  provider.on("server_error", (_ctx, error) =>
    console.error("The generic provider failed:", error),
  );
  const serve = provider.callback();
  return async (req, res) => {
    // oidc-provider compares `originalUrl` with `url` to find out where it is mounted.
    Object.assign(req, { originalUrl: req.url });
    req.url = req.url?.slice(mount.length) || "/";
    await serve(req, res);
  };
}

async function configure({ redirectUri, traits }: GenericProviderOptions): Promise<Configuration> {
  const { privateKey } = await generateKeyPair(traits.signingAlg, { extractable: true });
  return {
    adapter: createMemoryAdapter(),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: traits.signingAlg, use: "sig" }] },
    clients: [
      {
        client_id: genericClient.id,
        client_secret: genericClient.secret,
        redirect_uris: [redirectUri],
        response_types: ["code"],
        id_token_signed_response_alg: traits.signingAlg,
        token_endpoint_auth_method: traits.clientAuthMethod,
      },
    ],
    clientAuthMethods: [traits.clientAuthMethod],
    enabledJWA: { idTokenSigningAlgValues: [traits.signingAlg] },
    conformIdTokenClaims: traits.claimsIn === "userinfo",
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    cookies: { keys: [randomBytes(32).toString("base64url")] },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Session: 600 },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => claimsOf(sub) }),
  };
}

/**
 * The login decides the claims: `ada` has the verified address ada@example.com, `unverified.ada`
 * the same address unverified, and `no-address.ada` no address.
 */
function claimsOf(sub: string) {
  const [kind, name = ""] = sub.includes(".") ? sub.split(".", 2) : ["verified", sub];
  const email = kind === "no-address" ? {} : { email: `${name}@example.com` };
  return { sub, name: `Person ${name}`, ...email, email_verified: kind === "verified" };
}

export type GenericProviderOptions = {
  base: string;
  mount: string;
  redirectUri: string;
  traits: ProviderTraits;
};

type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;
