import "server-only";
import { type Owners, selectOwners } from "@/lib/db/accounts";
import { answer } from "@/lib/db/answer";
import { unlessOvertaken } from "@/lib/db/overtaken";
import { runStatement } from "@/lib/db/run-statement";
import * as statements from "@/lib/db/sign-in-statement";
import type { NamedAccount } from "@/lib/db/use-account";

/** A sign-in by a provider account whose address is verified. */
export type SignInRecord = {
  account: NamedAccount & { email: string };
  session: {
    /** The hash, never the token. */
    sessionToken: string;
    expires: Date;
    absoluteExpires: Date;
    userAgent: string | null;
    ip: string | null;
  };
  /** The hash of the browser's device cookie. */
  deviceHash: string;
  /** What a person would have who is new. */
  profile: { username: string; name: string | null };
};

const enterKnown = statements.enterKnown(`${selectOwners} where entered.user_id is null`);

type Known = Owners & { userId: string | null };

/**
 * Lets in whose account it is: account, session and what there is to note of them are written in one
 * statement, together or not at all.
 *
 * @returns `userId`, whose it was; null and the facts of the link policy when it is nobody's, or was
 *   disconnected at this moment
 * @throws DatabaseAwayError
 */
export async function recordReturn(record: SignInRecord): Promise<Known> {
  const values = valuesOf(record, null);
  const [known] = await answer(() => runStatement<Known>(enterKnown, values));
  if (!known) throw new Error("a select from one row answered with none");
  return known;
}

/**
 * Makes a person and lets them in, in one statement as well.
 * @returns the person's id; null when somebody else wrote the same person or account first
 * @throws DatabaseAwayError
 */
export function recordNewcomer(record: SignInRecord): Promise<string | null> {
  return enter(statements.enterNew, valuesOf(record, null));
}

/**
 * Connects the account to a person whose address it has, and lets them in.
 * @returns null when somebody connected it first, or the person is gone
 * @throws DatabaseAwayError
 */
export function recordLinked(record: SignInRecord, userId: string): Promise<string | null> {
  return enter(statements.enterLinked, valuesOf(record, userId));
}

async function enter(text: string, values: ReturnType<typeof valuesOf>): Promise<string | null> {
  const rows = await unlessOvertaken(() => runStatement<{ userId: string }>(text, values));
  return rows?.[0]?.userId ?? null;
}

function valuesOf({ account, session, deviceHash, profile }: SignInRecord, userId: string | null) {
  return statements.valuesOf({
    userId,
    provider: account.provider,
    subject: account.providerAccountId,
    email: account.email,
    image: account.image,
    username: profile.username,
    name: profile.name,
    tokenHash: session.sessionToken,
    expires: session.expires.toISOString(),
    absoluteExpires: session.absoluteExpires.toISOString(),
    userAgent: session.userAgent,
    ip: session.ip,
    deviceHash,
  });
}
