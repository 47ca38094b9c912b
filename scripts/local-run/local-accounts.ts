import postgres from "postgres";

/** Where a local provider is now; null if a real one has taken its place. */
export type LocalIssuer = { provider: string; issuer: string | null };

/**
 * Keeps the accounts of the local providers apart from those of real ones, in the embedded database. The
 * local providers get another port if theirs is in use, and are then the same ones. When a real provider
 * takes over its key, their accounts wait under another one. Otherwise the app would refuse to start.
 */
export async function keepLocalAccounts(url: string, providers: LocalIssuer[]): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    for (const { provider, issuer } of providers) {
      const waiting = `local-${provider}`;
      const isLocal = `^http://127[.]0[.]0[.]1:[0-9]+/${provider}$`;
      if (issuer === null) {
        await sql`
          update accounts set provider = ${waiting}
          where provider = ${provider} and issuer ~ ${isLocal}`;
      } else {
        await sql`
          update accounts set provider = ${provider}, issuer = ${issuer}
          where provider in (${provider}, ${waiting}) and issuer ~ ${isLocal}
            and (provider <> ${provider} or issuer <> ${issuer})`;
      }
    }
  } finally {
    await sql.end({ timeout: 1 });
  }
}
