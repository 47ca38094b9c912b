import type { Provider } from "@/lib/auth/providers/provider";

/** Accounts of another server than their provider is set up with. */
export type IssuerChange = {
  provider: Pick<Provider, "id" | "issuer" | "issuerVariable">;
  /** The issuer that these accounts are of. */
  from: string;
  accounts: number;
};

type AccountIssuer = { provider: string; issuer: string };

/**
 * Compares the accounts' issuers with those that the providers are set up with.
 * @param findOthers - one of the queries of `lib/db/health/account-issuers.ts`
 */
export async function findIssuerChanges(
  providers: IssuerChange["provider"][],
  findOthers: (configured: AccountIssuer[]) => Promise<(AccountIssuer & { accounts: number })[]>,
): Promise<IssuerChange[]> {
  if (providers.length === 0) return [];
  const others = await findOthers(providers.map(({ id, issuer }) => ({ provider: id, issuer })));
  return others.flatMap(({ provider: id, issuer: from, accounts }) => {
    const provider = providers.find((each) => each.id === id);
    return provider ? [{ provider, from, accounts }] : [];
  });
}

/** What is wrong. */
export function describeIssuerChange({ provider, from, accounts }: IssuerChange): string {
  const subject = provider.issuerVariable ?? `The issuer of ${provider.id}`;
  const count = accounts === 1 ? "1 account is" : `${accounts} accounts are`;
  return `${subject} makes ${provider.issuer} the server of ${provider.id}, but ${count} of ${from}. There, the same number may be another person's.`;
}

/** What to do about it. */
export function issuerChangeFix({ provider, from }: IssuerChange): string {
  const move = `npm run accounts:move -- ${provider.id} --from ${from}`;
  return [
    `If both are one server under two addresses, move the accounts: ${move} --to ${provider.issuer}`,
    `If the new one is another server, keep the old accounts under another key: ${move} --as ${provider.id}-former`,
    "Otherwise set it back.",
  ].join("\n");
}
