import { randomBytes } from "node:crypto";
import type { Configuration, KoaContextWithOIDC } from "oidc-provider";
import { googleClient, redirectUris } from "../clients";
import { errorPage } from "../pages/error-page";
import { encodeBody, page, sendHead } from "../reply";
import type { World } from "../world";
import type { GoogleKeys } from "./keys";
import type { loadOidcProvider } from "./load-oidc-provider";
import { createMemoryAdapter } from "./memory-adapter";
import { accountPolicy } from "./policy";

const minute = 60;
const day = 24 * 60 * minute;

/** Configures oidc-provider to behave as Google does. */
export function googleConfiguration(
  world: World,
  keys: GoogleKeys,
  grants: Map<string, string>,
  policy: Awaited<ReturnType<typeof loadOidcProvider>>["interactionPolicy"],
): Configuration {
  return {
    adapter: createMemoryAdapter(),
    clients: [
      {
        client_id: googleClient.id,
        client_secret: googleClient.secret,
        redirect_uris: redirectUris(world.appOrigins, "google"),
        response_types: ["code"],
      },
    ],
    // oidc-provider accepts either method, whichever the client registered.
    clientAuthMethods: ["client_secret_basic", "client_secret_post"],
    jwks: { keys: [keys.jwk] },
    scopes: ["openid", "email", "profile"],
    claims: {
      openid: ["sub", "azp", "hd"],
      email: ["email", "email_verified"],
      profile: ["name", "given_name", "family_name", "picture"],
    },
    // Like Google and unlike OpenID Connect Core, section 5.4: the ID Token has all granted claims.
    conformIdTokenClaims: false,
    responseTypes: ["code"],
    allowOmittingSingleRegisteredRedirectUri: false,
    pkce: { required: () => false },
    routes: {
      authorization: "/o/oauth2/v2/auth",
      token: "/token",
      userinfo: "/v1/userinfo",
      jwks: "/oauth2/v3/certs",
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: { enabled: false },
    },
    cookies: {
      keys: [randomBytes(32).toString("base64url")],
      names: {
        session: "local_google_session",
        interaction: "local_google_interaction",
        resume: "local_google_resume",
      },
    },
    ttl: {
      AccessToken: 60 * minute,
      AuthorizationCode: 10 * minute,
      Grant: day,
      IdToken: 60 * minute,
      Interaction: 60 * minute,
      Session: day,
    },
    expiresWithSession: () => false,
    clientBasedCORS: () => false,
    interactions: {
      policy: accountPolicy(policy, world.accounts),
      url: (_ctx, interaction) => `/google/signin/${interaction.uid}`,
    },
    findAccount: (ctx, sub) => findAccount(world, ctx, sub),
    // Consent belongs to the user, not to the browser, so it is asked for once.
    loadExistingGrant: async (ctx) => {
      const sub = ctx.oidc.account?.accountId ?? "";
      const grant = ctx.oidc.result?.consent?.grantId ?? grants.get(sub);
      return grant ? ctx.oidc.provider.Grant.find(grant) : undefined;
    },
    renderError,
  };
}

function findAccount(world: World, ctx: KoaContextWithOIDC, sub: string) {
  const claims = world.accounts.bySubject(sub)?.google;
  if (!claims) return undefined;
  const azp = ctx.oidc.client?.clientId;
  return {
    accountId: sub,
    claims: (use: string) => ({ ...claims, ...(use === "id_token" ? { azp } : {}) }),
  };
}

const googleErrorNames: Record<string, string> = { invalid_redirect_uri: "redirect_uri_mismatch" };

function renderError(ctx: KoaContextWithOIDC, out: { error: string; error_description?: string }) {
  const code = googleErrorNames[out.error] ?? out.error;
  const reply = page(errorPage("google", code, out.error_description ?? ""), ctx.status);
  sendHead(ctx.res, reply);
  ctx.body = encodeBody(reply);
}
