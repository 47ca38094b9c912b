import { randomUUID } from "node:crypto";
import type { RequestListener } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { Account } from "./control";
import { FaultyEndpoint } from "./faulty-endpoint";

const clientId = "local-google-client";
const lifetimeSeconds = 60;

/** An OpenID provider that a test starts, for an app that has fetched nothing from it yet. */
export class OwnIssuer {
  /** Its discovery document. */
  discovery!: FaultyEndpoint;
  token!: FaultyEndpoint;
  keys!: FaultyEndpoint;
  #published: object[] = [];
  #signing!: { kid: string; key: CryptoKey };

  private constructor() {}

  static async start(): Promise<OwnIssuer> {
    const issuer = new OwnIssuer();
    await issuer.changeKey();
    issuer.keys = await FaultyEndpoint.open((_, response) =>
      response.end(JSON.stringify({ keys: issuer.#published })),
    );
    issuer.token = await FaultyEndpoint.open(issuer.#respondToTokenRequest);
    issuer.discovery = await FaultyEndpoint.open((_, response) =>
      response.end(JSON.stringify(issuer.documentOf(issuer.url))),
    );
    return issuer;
  }

  async stop(): Promise<void> {
    await Promise.all([this.discovery, this.token, this.keys].map((endpoint) => endpoint.close()));
  }

  get url(): string {
    return this.discovery.url;
  }

  documentOf(issuer: string) {
    return {
      issuer,
      authorization_endpoint: `${this.url}/authorize`,
      token_endpoint: `${this.token.url}/token`,
      jwks_uri: `${this.keys.url}/keys`,
    };
  }

  /** Publishes a new key and signs with it from now on. */
  async changeKey(): Promise<void> {
    const { publicKey, privateKey } = await generateKeyPair("RS256");
    this.#signing = { kid: randomUUID(), key: privateKey };
    this.#published.push({ ...(await exportJWK(publicKey)), kid: this.#signing.kid });
  }

  /** The current key without one of its fields. */
  keyWithout(field: string): object {
    return { ...this.#published.at(-1), [field]: undefined };
  }

  /** The callback's URL after a user has allowed the authorization request. */
  allow(request: string, { google }: Account, kid = this.#signing.kid): URL {
    const { searchParams } = new URL(request);
    const nonce = searchParams.get("nonce");
    const state = searchParams.get("state") ?? "";
    // The issuer keeps no state: the code holds everything about the flow.
    const code = Buffer.from(JSON.stringify({ kid, claims: { ...google, nonce } }));
    const query = new URLSearchParams({ state, code: code.toString("base64url") });
    return new URL(`${searchParams.get("redirect_uri")}?${query}`);
  }

  #respondToTokenRequest: RequestListener = async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const code = new URLSearchParams(body).get("code") ?? "";
    const { kid, claims } = JSON.parse(Buffer.from(code, "base64url").toString());
    const idToken = await new SignJWT(claims)
      .setProtectedHeader({ alg: "RS256", kid })
      .setIssuer(this.url)
      .setAudience(clientId)
      .setIssuedAt()
      .setExpirationTime(`${lifetimeSeconds} s`)
      .sign(this.#signing.key);
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({ access_token: randomUUID(), token_type: "bearer", id_token: idToken }),
    );
  };
}

/** A user whom only the issuers that tests start know. */
export function otherUserAtGoogle(): Account {
  const id = `user-${randomUUID()}`;
  const email = `${id}@example.com`;
  return { id, google: { sub: id, email, email_verified: true, name: "Test Person" } };
}
