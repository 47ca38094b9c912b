import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How a provider rejects what it does not know. */
export type Manner = "better-auth" | "glewlwyd";

export const client = {
  id: "acme-client",
  secret: "a-secret-which-guards-nothing",
  redirectUri: "https://foyer.test/api/auth/callback/acme",
};

type Settings = {
  manner: Manner;
  /** Members to add to its metadata, or to leave out as undefined. */
  metadata?: Record<string, unknown>;
};

export type RefusingProvider = {
  issuer: string;
  /** `Sec-Fetch-Mode` of each authorization request. */
  fetchModes: (string | undefined)[];
  close(): Promise<void>;
};

/** Starts an OpenID provider that signs no one in, and rejects requests as others do. */
export async function startRefusingProvider(settings: Settings): Promise<RefusingProvider> {
  const fetchModes: (string | undefined)[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return sendJson(response, 200, { ...metadataOf(url.origin), ...settings.metadata });
      case "/jwks":
        return sendJson(response, 200, { keys: [{ kty: "RSA", n: "AQAB", e: "AQAB" }] });
      case "/authorize":
        fetchModes.push(request.headers["sec-fetch-mode"] as string | undefined);
        return authorize[settings.manner](request, response, url);
      case "/token":
        return respondToToken[settings.manner](response, await readTokenRequest(request));
      default:
        return response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { issuer: `http://127.0.0.1:${port}`, fetchModes, close: () => close(server) };
}

function metadataOf(origin: string) {
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token`,
    jwks_uri: `${origin}/jwks`,
    token_endpoint_auth_methods_supported: ["client_secret_post"],
  };
}

const authorize = {
  /** `authorizeEndpoint` and `handleRedirect` of @better-auth/oauth-provider 1.7.5. */
  "better-auth"(request: IncomingMessage, response: ServerResponse, url: URL) {
    const error = (code: string, words: string) =>
      `${url.origin}/error?${new URLSearchParams({ error: code, error_description: words })}`;
    const target =
      url.searchParams.get("client_id") !== client.id
        ? error("invalid_client", "client_id is required")
        : url.searchParams.get("redirect_uri") !== client.redirectUri
          ? error("invalid_redirect", "invalid redirect uri")
          : `${url.origin}/sign-in${url.search}`;
    const asJson = request.headers["sec-fetch-mode"] === "cors";
    if (asJson) return sendJson(response, 200, { redirect: true, url: target });
    return response.writeHead(302, { location: target }).end();
  },
  /** `callback_oidc_authorization` of Glewlwyd's src/plugin/protocol_oidc.c. */
  glewlwyd(_request: IncomingMessage, response: ServerResponse, url: URL) {
    const redirectUri = url.searchParams.get("redirect_uri") ?? "";
    if (url.searchParams.get("client_id") !== client.id) {
      const location = `${redirectUri}?error=unauthorized_client`;
      return response.writeHead(302, { location }).end();
    }
    if (redirectUri !== client.redirectUri) return response.writeHead(403).end();
    return response.writeHead(302, { location: `${url.origin}/login.html` }).end();
  },
};

const respondToToken = {
  /** `handleAuthorizationCodeGrant`, which looks at the code before the client. */
  "better-auth"(response: ServerResponse, _form: URLSearchParams) {
    sendJson(response, 400, { error: "invalid_grant", error_description: "invalid code" });
  },
  /** `check_auth_type_access_token_request`: one error for a wrong client, secret or address. */
  glewlwyd(response: ServerResponse, form: URLSearchParams) {
    const isKnown =
      form.get("client_id") === client.id &&
      form.get("client_secret") === client.secret &&
      form.get("redirect_uri") === client.redirectUri;
    sendJson(response, 403, { error: isKnown ? "invalid_code" : "unauthorized_client" });
  },
};

async function readTokenRequest(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
