import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { clients, emailOf, githubIdOf } from "./users";

/**
 * Google and GitHub reduced to the protocol. The local providers, with their pages and consent, use
 * several times the CPU of the app. `login_hint` says which user signs in.
 */
const { privateKey, publicKey } = await generateKeyPair("RS256");
const jwk = { ...(await exportJWK(publicKey)), kid: "load", alg: "RS256", use: "sig" };
const grants = new Map<string, Grant>();
const server = createServer(async (request, response) => {
  const {
    status = 200,
    location,
    body,
  } = await respond(request).catch((error) => ({
    status: 400,
    location: undefined,
    body: { error: "invalid_request", error_description: String(error) },
  }));
  response.writeHead(status, {
    "content-type": "application/json",
    ...(location && { location }),
  });
  response.end(JSON.stringify(body ?? {}));
});
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  base = `http://127.0.0.1:${port}`;
  console.log(JSON.stringify({ base }));
});
// The process ends with the one that started it.
process.stdin.once("end", () => process.exit(0)).resume();

let base = "";
/** Requests from the app itself, not from a browser. */
let served = 0;

async function respond(request: IncomingMessage): Promise<ProviderResponse> {
  const url = new URL(request.url ?? "/", base);
  if (!/\/(authorize|served)$/.test(url.pathname)) served += 1;
  switch (url.pathname) {
    case "/served":
      return { body: { served } };
    case "/google/.well-known/openid-configuration":
      return { body: discovery() };
    case "/google/jwks":
      return { body: { keys: [jwk] } };
    case "/google/authorize":
    case "/github/login/oauth/authorize":
      return authorize(url);
    case "/google/token":
      return { body: { ...tokenOf(), id_token: await idToken(await redeem(request)) } };
    case "/github/login/oauth/access_token":
      return { body: { ...tokenOf((await redeem(request)).user), scope: "user:email" } };
    case "/github/api/v3/user":
      return { body: { id: githubIdOf(userOf(request)), login: "load", name: "Load" } };
    case "/github/api/v3/user/emails":
      return { body: [{ email: emailOf(userOf(request)), primary: true, verified: true }] };
    default:
      return { status: 404 };
  }
}

function discovery() {
  return {
    issuer: `${base}/google`,
    authorization_endpoint: `${base}/google/authorize`,
    token_endpoint: `${base}/google/token`,
    jwks_uri: `${base}/google/jwks`,
    // Never requested; Auth.js requires it in the metadata.
    userinfo_endpoint: `${base}/google/userinfo`,
  };
}

function authorize({ searchParams }: URL): ProviderResponse {
  const required = (name: string) => searchParams.get(name) ?? missing(name);
  const code = randomBytes(16).toString("hex");
  grants.set(code, {
    user: Number(required("login_hint")),
    challenge: required("code_challenge"),
    redirectUri: required("redirect_uri"),
    nonce: searchParams.get("nonce"),
  });
  const callback = new URL(required("redirect_uri"));
  const state = searchParams.get("state");
  if (state !== null) callback.searchParams.set("state", state);
  callback.searchParams.set("code", code);
  return { status: 303, location: callback.href };
}

/**
 * Redeems a code once, for this client, with the right `code_verifier` (RFC 6749, section 4.1.3,
 * and RFC 7636, section 4.6).
 */
async function redeem(request: IncomingMessage): Promise<Grant> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const form = new URLSearchParams(Buffer.concat(chunks).toString());
  const code = form.get("code") ?? "";
  const grant = grants.get(code) ?? missing("grant");
  grants.delete(code);
  const challenge = createHash("sha256").update(form.get("code_verifier") ?? "");
  if (challenge.digest("base64url") !== grant.challenge) missing("verifier");
  if (form.get("redirect_uri") !== grant.redirectUri) missing("redirect_uri");
  const basic = request.headers.authorization?.replace(/^Basic /, "") ?? "";
  const secret = form.get("client_secret") ?? Buffer.from(basic, "base64").toString().split(":")[1];
  if (secret !== clients.secret) missing("client");
  return grant;
}

function tokenOf(user = 0) {
  return { access_token: `person-${user}`, token_type: "bearer", expires_in: 3600 };
}

function userOf({ headers }: IncomingMessage): number {
  return Number(/person-(\d+)$/.exec(headers.authorization ?? "")?.[1] ?? missing("token"));
}

function idToken({ user, nonce }: Grant): Promise<string> {
  const claims = {
    ...(nonce && { nonce }),
    email: emailOf(user),
    email_verified: true,
    name: `Person ${user}`,
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", kid: jwk.kid })
    .setIssuer(`${base}/google`)
    .setAudience(clients.google)
    .setSubject(`google-${user}`)
    .setIssuedAt()
    .setExpirationTime("1h")
    .sign(privateKey);
}

function missing(what: string): never {
  throw new Error(`The ${what} is missing or wrong.`);
}

type Grant = { user: number; challenge: string; redirectUri: string; nonce: string | null };
type ProviderResponse = { status?: number; location?: string; body?: unknown };
