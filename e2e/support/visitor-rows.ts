import type { SessionRow } from "./account-rows";
import type { ProviderName } from "./control";
import { database } from "./database";
import { type HttpVisitor, hashOf } from "./http-visitor";

/** The row of the session that a browser holds. @throws Error if it has none, or has an ended one */
export async function sessionOf(visitor: HttpVisitor): Promise<Session> {
  const [session] = await database()<Session[]>`
    select *, authenticated_at > now() - interval '5 minutes' as recent
    from sessions where token_hash = ${hashOf(visitor.sessionToken())}`;
  if (!session) throw new Error("This browser has no session.");
  return session;
}

export async function sessionId(visitor: HttpVisitor): Promise<string> {
  return (await sessionOf(visitor)).id;
}

/** The accounts connected to the user who is signed in. */
export async function connectionsOf(visitor: HttpVisitor): Promise<StoredConnection[]> {
  const { user_id } = await sessionOf(visitor);
  const rows = await database()<StoredConnection[]>`
    select id, provider, provider_account_id as subject, email, image from accounts
    where user_id = ${user_id} order by created_at, provider`;
  return [...rows];
}

export async function connectedProviders(visitor: HttpVisitor): Promise<string[]> {
  return (await connectionsOf(visitor)).map(({ provider }) => provider).sort();
}

/** The id of the user's one account at a provider. */
export async function connectionId(visitor: HttpVisitor, provider: ProviderName): Promise<string> {
  const connections = await connectionsOf(visitor);
  const found = connections.find((connection) => connection.provider === provider);
  if (!found) throw new Error(`The user has no account at ${provider}.`);
  return found.id;
}

/** The activity of the user who is signed in, oldest first, as "kind provider detail". */
export async function activityOf(visitor: HttpVisitor): Promise<string[]> {
  const { user_id } = await sessionOf(visitor);
  const rows = await database()<{ kind: string; provider: string | null; detail: string | null }[]>`
    select kind, provider, detail from activity where user_id = ${user_id} order by at, id`;
  return rows.map(({ kind, provider, detail }) =>
    [kind, provider, detail].filter((word) => word !== null).join(" "),
  );
}

type Session = SessionRow & { recent: boolean };
type StoredConnection = {
  id: string;
  provider: string;
  subject: string;
  email: string;
  image: string | null;
};
