import { stack } from "./stack";

/** The local providers' control API: creates accounts, places faults, lists requests. */
export const control = {
  /** Creates an account with one random address at every provider that the draft names. */
  createAccount: (draft: AccountDraft) => call<Account>("POST", "accounts", draft),

  /** Changes what the providers say about an account; null removes one of Google's claims. */
  changeAccount: (id: string, draft: AccountDraft) =>
    call<Account>("PATCH", `accounts/${id}`, draft),

  /** Goes through the provider's pages; resolves to the callback's URL. */
  async authorize(walk: { url: string; account: string; decision?: "allow" | "deny" }) {
    return (await call<{ location: string }>("POST", "authorize", walk)).location;
  },

  async placeFault(order: FaultOrder) {
    return (await call<{ id: string }>("POST", "faults", order)).id;
  },

  removeFault: (id: string) => call<unknown>("DELETE", `faults/${id}`),

  /** The requests that the providers received, for one account or for all. */
  requests: (account?: string) =>
    call<ProviderRequest[]>("GET", account ? `requests?account=${account}` : "requests"),
};

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${stack().controlUrl}/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`The local providers rejected ${method} ${path}: ${response.status} ${text}`);
  }
  return JSON.parse(text) as T;
}

export type ProviderName = "google" | "github";
export const providerNames: ProviderName[] = ["google", "github"];
export const providerTitles: Record<ProviderName, string> = { google: "Google", github: "GitHub" };

export type AccountDraft = {
  google?: Record<string, unknown>;
  github?: { user?: Record<string, unknown>; emails?: unknown };
};

export type Account = {
  id: string;
  google?: { sub: string; email: string } & Record<string, unknown>;
  github?: { user: { id: number; login: string }; emails: { email: string }[] };
};

export type FaultOrder = {
  account?: string;
  provider?: ProviderName;
  endpoint: "discovery" | "jwks" | "token" | "user" | "emails" | "authorize";
  fault: { kind: string } & Record<string, unknown>;
  times?: number;
};

export type ProviderRequest = {
  at: string;
  provider: ProviderName;
  endpoint: FaultOrder["endpoint"];
  method: string;
  query: Record<string, string>;
  bodyKeys: string[];
  account?: string;
};
