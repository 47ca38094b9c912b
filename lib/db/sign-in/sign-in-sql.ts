import type { SerializableParameter } from "postgres";

/** The parameters of every sign-in statement, with their types. */
const parameters = {
  userId: "uuid",
  provider: "text",
  subject: "text",
  email: "text",
  // As text: postgres.js writes any string that it is given for a boolean as false.
  emailAuthoritative: "text",
  image: "text",
  username: "text",
  name: "text",
  tokenHash: "text",
  expires: "timestamptz",
  absoluteExpires: "timestamptz",
  userAgent: "text",
  ip: "text",
  deviceHash: "text",
} as const;

type Parameter = keyof typeof parameters;
export type SignInParameters = Record<Parameter, string | null>;

const names = Object.keys(parameters) as Parameter[];

export function valuesOf(given: SignInParameters): SerializableParameter[] {
  return names.map((name) => given[name]);
}

const given = `given as (
  select ${names.map((name, index) => `$${index + 1}::${parameters[name]} as "${name}"`).join(", ")}
)`;

/**
 * The account's user, locked, and then the account: see `lockUser`. Postgres reads both again once
 * it has locked them; everything else is as it was when the statement began.
 */
const owner = `owner as (
  select users.id, users.image = accounts.image as shows_picture
  from given
  join accounts on accounts.provider = given.provider and accounts.provider_account_id = given.subject
  join users on users.id = accounts.user_id
  for no key update of users, accounts
)`;

/** The account may be gone once the lock on its user is free: then no session opens. */
const used = `account as (
  update accounts
  set last_used_at = now(), email = given.email, email_confirmed = true,
    email_authoritative = given."emailAuthoritative"::boolean, image = given.image
  from given, owner
  where accounts.provider = given.provider
    and accounts.provider_account_id = given.subject
    and accounts.user_id = owner.id
  returning accounts.user_id
)`;

/** A user who shows this account's picture gets the new one when it changes. */
const picture = `picture as (
  update users
  set image = given.image
  from given, owner, account
  where users.id = account.user_id
    and owner.shows_picture
    and users.image is distinct from given.image
)`;

const named = `owner as (
  select users.id from given join users on users.id = given."userId" for no key update of users
)`;

/** What becomes of the address of a new user; see `decideNewAccountAddress`. */
type NewAddress = "unclaimed" | "take-over" | "leave";

const created = (address: NewAddress) => `owner as (
  insert into users (username, name, email, email_verified, email_taken_over, image)
  select username, name, email, ${address === "leave" ? "null::timestamptz" : "now()"},
    ${address === "take-over"}, image
  from given
  returning id
)`;

const linked = `account as (
  insert into accounts
    (provider, provider_account_id, user_id, email, email_authoritative, image)
  select given.provider, given.subject, owner.id, given.email, given."emailAuthoritative"::boolean, given.image
  from given, owner
  returning user_id
)`;

/** The `detail` of a sign-in on an unknown device. */
const newDeviceDetail = "'new-device'";

/**
 * A browser is known if the user's first sign-in was on it, or once they recognise it from a known
 * device. Having been used isn't enough: an attacker's browser would be known the second time.
 */
const isNewDevice = `not exists (
  select from activity
  where activity.user_id = account.user_id
    and activity.device_hash = given."deviceHash"
    and activity.detail is distinct from ${newDeviceDetail}
)`;

const opened = (newDevice: string) => `opened as (
  insert into sessions
    (user_id, token_hash, provider, user_agent, ip, expires_at, absolute_expires_at, new_device)
  select account.user_id, given."tokenHash", given.provider, given."userAgent", given.ip,
    given.expires, given."absoluteExpires", ${newDevice}
  from given, account
  returning id, user_id, new_device
)`;

const entries = {
  accountCreated: `('account-created', null, null, given."deviceHash", false)`,
  connected: `('connected', null, 'by-address', null, false)`,
  signIn: `('sign-in', opened.id, case when opened.new_device then ${newDeviceDetail} end,
    given."deviceHash", opened.new_device)`,
};

const noted = (...noting: (keyof typeof entries)[]) => `noted as (
  insert into activity
    (user_id, kind, provider, subject_id, detail, user_agent, ip, device_hash, unanswered)
  select opened.user_id, entry.kind, given.provider, entry.subject, entry.detail,
    given."userAgent", given.ip, entry.device, entry.unanswered
  from given, opened, lateral (values ${noting.map((entry) => entries[entry]).join(", ")})
    as entry (kind, subject, detail, device, unanswered)
)`;

const statement = (name: string, ...parts: string[]) =>
  `-- sign-in ${name}\nwith ${[given, ...parts].join(", ")}`;
const signedInUser = `select user_id as "userId" from opened`;

/**
 * Signs in the account's user and returns their id. If the account has no user, it returns the facts
 * that the link policy needs, as `findLinkCandidates` does.
 */
export const signInReturning = (candidates: string) => `
  ${statement("of a returning user", owner, used, picture, opened(isNewDevice), noted("signIn"))}
  select signed_in.user_id as "userId", candidates.*
  from given
  left join opened as signed_in on true
  left join lateral (${candidates}) as candidates on signed_in.user_id is null`;

/** Creates a user and signs them in, on a browser that is known from now on. */
export function signInNew(address: NewAddress): string {
  const parts = [created(address), linked, opened("false")];
  return `${statement("of a new user", ...parts, noted("accountCreated", "signIn"))}\n  ${signedInUser}`;
}

/** Connects another account to the user whose address it has, and signs them in. */
export const signInLinked = `${statement("by address", named, linked, opened(isNewDevice), noted("connected", "signIn"))}
  ${signedInUser}`;
