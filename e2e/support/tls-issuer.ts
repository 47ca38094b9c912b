import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { makeCertificate } from "./certificate";

export const tlsIssuerHost = "id.foyer.test";
const issuer = `https://${tlsIssuerHost}`;

/** An OpenID provider with https and a name that no DNS server knows. */
export class TlsIssuer {
  readonly #key: CryptoKey;

  private constructor(
    readonly server: Server,
    readonly directory: string,
    /** The file with its certificate. */
    readonly certificate: string,
    key: CryptoKey,
  ) {
    this.#key = key;
  }

  static async start(): Promise<TlsIssuer> {
    const directory = await mkdtemp(join(tmpdir(), "foyer-issuer-"));
    const { key, certificate } = await makeCertificate(directory, tlsIssuerHost);
    const tls = { key: await readFile(key), cert: await readFile(certificate) };
    const { publicKey, privateKey } = await generateKeyPair("RS256");
    const keys = [{ ...(await exportJWK(publicKey)), kid: "1", use: "sig" }];
    const issuer = new TlsIssuer(createServer(tls), directory, certificate, privateKey);
    issuer.server.on("request", issuer.#respond(keys));
    issuer.server.listen(0, "127.0.0.1");
    await once(issuer.server, "listening");
    return issuer;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  settings(key: string): Record<string, string> {
    const prefix = `AUTH_OIDC_${key}`;
    return { [`${prefix}_ISSUER`]: issuer, [`${prefix}_ID`]: "client", [`${prefix}_SECRET`]: "s" };
  }

  /** The callback's URL after a user with this address has allowed the authorization request. */
  allow(request: string, email: string): URL {
    const { searchParams } = new URL(request);
    const claims = { sub: email, email, email_verified: true, nonce: searchParams.get("nonce") };
    const code = Buffer.from(JSON.stringify(claims)).toString("base64url");
    const query = new URLSearchParams({ state: searchParams.get("state") ?? "", code });
    return new URL(`${searchParams.get("redirect_uri")}?${query}`);
  }

  async stop(): Promise<void> {
    const closed = once(this.server, "close");
    this.server.close();
    this.server.closeAllConnections();
    await closed;
    await rm(this.directory, { recursive: true, force: true });
  }

  #respond(keys: object[]): RequestListener {
    const document = {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
    };
    return async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      const code = new URLSearchParams(body).get("code");
      const known = request.url === "/keys" ? { keys } : document;
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(code ? await this.#tokens(code) : known));
    };
  }

  async #tokens(code: string): Promise<object> {
    const claims = JSON.parse(Buffer.from(code, "base64url").toString());
    const idToken = await new SignJWT(claims)
      .setProtectedHeader({ alg: "RS256", kid: "1" })
      .setIssuer(issuer)
      .setAudience("client")
      .setIssuedAt()
      .setExpirationTime("60 s")
      .sign(this.#key);
    return { access_token: "token", token_type: "Bearer", id_token: idToken };
  }
}
