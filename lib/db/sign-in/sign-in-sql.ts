import type { SerializableParameter } from "postgres";

/** What every statement of a sign-in is given, with its types. */
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
 * The person whose account it is, locked, and then the account: see `lockUser`. Both are read anew
 * once they are locked; what else is read here is as it was when the statement began.
 */
const owner = `person as (
  select users.id, users.image = accounts.image as shows_picture
  from given
  join accounts on accounts.provider = given.provider and accounts.provider_account_id = given.subject
  join users on users.id = accounts.user_id
  for no key update of users, accounts
)`;

/** The account may have gone while its person was waited for: then nobody is let in. */
const used = `account as (
  update accounts
  set last_used_at = now(), email = given.email, email_confirmed = true,
    email_authoritative = given."emailAuthoritative"::boolean, image = given.image
  from given, person
  where accounts.provider = given.provider
    and accounts.provider_account_id = given.subject
    and accounts.user_id = person.id
  returning accounts.user_id
)`;

/** A person who shows this account's picture goes on to show it when it changes. */
const picture = `picture as (
  update users
  set image = given.image
  from given, person, account
  where users.id = account.user_id
    and person.shows_picture
    and users.image is distinct from given.image
)`;

const named = `person as (
  select users.id from given join users on users.id = given."userId" for no key update of users
)`;

/** What becomes of the address of a new user; see `decideNewAccountAddress`. */
type NewAddress = "unclaimed" | "take-over" | "leave";

const created = (address: NewAddress) => `person as (
  insert into users (username, name, email, email_verified, email_taken_over, image)
  select username, name, email, ${address === "leave" ? "null::timestamptz" : "now()"},
    ${address === "take-over"}, image
  from given
  returning id
)`;

const linked = `account as (
  insert into accounts
    (provider, provider_account_id, user_id, email, email_authoritative, image)
  select given.provider, given.subject, person.id, given.email, given."emailAuthoritative"::boolean, given.image
  from given, person
  returning user_id
)`;

/** What the entry of a sign-in on an unknown device has for its detail. */
const newDeviceDetail = "'new-device'";

/**
 * A browser is known from the person's first sign-in on, or once somebody has vouched for it. Having
 * been used is not enough: whoever broke in would be known the second time.
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
  `-- sign-in of ${name}\nwith ${[given, ...parts].join(", ")}`;
const entered = `select user_id as "userId" from opened`;

/**
 * Lets in whose account it is, and says who that was; of an account that is nobody's it says what
 * the link policy has to know, as `findLinkCandidates` does.
 */
export const signInKnown = (owners: string) => `
  ${statement("somebody known", owner, used, picture, opened(isNewDevice), noted("signIn"))}
  select entered.user_id as "userId", owners.*
  from given
  left join opened as entered on true
  left join lateral (${owners}) as owners on entered.user_id is null`;

/** Makes a person and lets them in, on the device that is theirs from now on. */
export function signInNew(address: NewAddress): string {
  const parts = [created(address), linked, opened("false")];
  return `${statement("somebody new", ...parts, noted("accountCreated", "signIn"))}\n  ${entered}`;
}

/** Connects another account to a person whose address it has, and lets them in. */
export const signInLinked = `${statement("somebody by their address", named, linked, opened(isNewDevice), noted("connected", "signIn"))}
  ${entered}`;
