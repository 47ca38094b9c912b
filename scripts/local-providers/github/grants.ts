import { createHash, randomBytes } from "node:crypto";
import { covers } from "./scopes";

const codeMaxAgeMs = 10 * 60 * 1000;

/** What users granted at the local GitHub: consents, codes and tokens. */
export class GitHubGrants {
  readonly #consents = new Map<string, Set<string>>();
  readonly #codes = new Map<string, Code>();
  readonly #tokens = new Map<string, Token>();

  allow(account: string, scopes: string[]): void {
    this.#consents.set(account, new Set([...(this.#consents.get(account) ?? []), ...scopes]));
  }

  allowed(account: string, scopes: string[]): boolean {
    const consent = this.#consents.get(account);
    return consent !== undefined && scopes.every((scope) => covers(consent, scope));
  }

  forget(account: string): void {
    this.#consents.delete(account);
  }

  reset(): void {
    this.#consents.clear();
    this.#codes.clear();
    this.#tokens.clear();
  }

  issueCode(code: Omit<Code, "expires">): string {
    const value = randomBytes(10).toString("hex");
    this.#codes.set(value, { ...code, expires: Date.now() + codeMaxAgeMs });
    return value;
  }

  peekCode(value: string): Code | undefined {
    const code = this.#codes.get(value);
    return code && code.expires > Date.now() ? code : undefined;
  }

  /** Redeems a code once. The verifier must match its S256 challenge (RFC 7636, section 4.6). */
  redeem(value: string, verifier: string): string | undefined {
    const code = this.peekCode(value);
    this.#codes.delete(value);
    if (!code) return undefined;
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    if (code.challenge !== null && code.challenge !== challenge) return undefined;
    const token = `gho_${randomBytes(18).toString("hex")}`;
    this.#tokens.set(token, { account: code.account, scopes: code.scopes });
    return token;
  }

  token(value: string): Token | undefined {
    return this.#tokens.get(value);
  }
}

export type Code = {
  account: string;
  scopes: string[];
  redirectUri: string;
  challenge: string | null;
  expires: number;
};

export type Token = { account: string; scopes: string[] };
