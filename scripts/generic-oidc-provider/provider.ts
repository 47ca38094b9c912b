import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { exportJWK, generateKeyPair } from "jose";
import type { Configuration } from "oidc-provider";
import { loadOidcProvider } from "../local-providers/google/load-oidc-provider";
import { createMemoryAdapter } from "../local-providers/google/memory-adapter";

export const genericClient = { id: "generic-client", secret: "a+secret/which=guards%nothing" };

/** Where OpenID providers may differ from Google and still conform to the standard. */
export type ProviderTraits = {
  signingAlg: "RS256" | "ES256";
  clientAuthMethod: "client_secret_basic" | "client_secret_post";
  claimsIn: "id-token" | "userinfo";
  /** The scopes that the client may ask for; all of them by default. */
  scope?: string;
  /** Compares the client secret in the header as it came, against RFC 6749, section 2.3.1. */
  decodesNoSecret?: boolean;
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
    if (options.traits.decodesNoSecret && hasEncodedSecret(req)) {
      res.writeHead(401, { "content-type": "application/json" });
      return void res.end(JSON.stringify({ error: "invalid_client" }));
    }
    // oidc-provider compares `originalUrl` with `url` to find out where it is mounted.
    Object.assign(req, { originalUrl: req.url });
    req.url = req.url?.slice(mount.length) || "/";
    await serve(req, res);
  };
}

function hasEncodedSecret({ headers }: IncomingMessage): boolean {
  const [scheme, value = ""] = (headers.authorization ?? "").split(" ");
  const sent = Buffer.from(value, "base64").toString();
  return scheme === "Basic" && sent !== `${genericClient.id}:${genericClient.secret}`;
}

async function configure({ redirectUris, traits }: GenericProviderOptions): Promise<Configuration> {
  const { privateKey } = await generateKeyPair(traits.signingAlg, { extractable: true });
  return {
    adapter: createMemoryAdapter(),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: traits.signingAlg, use: "sig" }] },
    clients: [
      {
        client_id: genericClient.id,
        client_secret: genericClient.secret,
        redirect_uris: redirectUris,
        response_types: ["code"],
        id_token_signed_response_alg: traits.signingAlg,
        token_endpoint_auth_method: traits.clientAuthMethod,
        ...(traits.scope && { scope: traits.scope }),
      },
    ],
    clientAuthMethods: traits.decodesNoSecret
      ? ["client_secret_basic", "client_secret_post"]
      : [traits.clientAuthMethod],
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
  redirectUris: string[];
  traits: ProviderTraits;
};

type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;
