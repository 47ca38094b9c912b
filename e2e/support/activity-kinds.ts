import { userIdOf } from "./account-rows";
import type { Account } from "./control";
import { database } from "./database";
import { userAgents } from "./http-browser";

const reasons = [
  ...["email-unverified", "issuer-changed", "not-connected", "account-removed"],
  ...["account-of-another", "link-used", "address-of-another", "address-not-allowed"],
  ...["suspended", "awaiting-approval", "recovery-unusable"],
];

/** Every kind of activity beside the details that change its words, and one that no version knows. */
const detailsOf: Record<string, string[]> = {
  "account-created": [],
  "sign-in": ["new-device"],
  "sign-in-refused": reasons,
  "sign-in-disowned": [],
  "sign-out": [],
  confirmed: [],
  "confirm-refused": reasons,
  connected: ["by-address", "undo", "restored", "recovered", "undone"],
  "connect-refused": reasons,
  disconnected: ["undone"],
  "session-ended": [],
  "other-sessions-ended": ["1", "3"],
  "device-vouched": ["confirmed"],
  "device-forgotten": [],
  "used-elsewhere": ["network", "browser", "network, browser"],
  "use-vouched": [],
  "profile-changed": ["username, name, picture", "undone: username, name"],
  "address-changed": ["undone"],
  "address-released": [],
  "role-changed": ["editor"],
  suspended: [],
  "suspension-lifted": [],
  approved: [],
  "sessions-ended-by-operator": [],
  "recovery-started": [],
  "recovery-stopped": [],
  exported: [],
  "of-a-newer-version": [],
};

type Entry = { kind: string; detail: string | null; subject_user_agent: string | null };

const needsDetail = ["other-sessions-ended", "profile-changed", "role-changed"];

const entries: Entry[] = Object.entries(detailsOf).flatMap(([kind, details]) => [
  ...details.map((detail) => ({ kind, detail, subject_user_agent: null })),
  ...(needsDetail.includes(kind) ? [] : [null, userAgents["Firefox on Windows"]]).map(
    (subject_user_agent) => ({ kind, detail: null, subject_user_agent }),
  ),
]);

/** Replaces a user's activity with entries of each kind, so many that one page shows all of them. */
export async function* activityOfEachKind(account: Account): AsyncGenerator<void> {
  const userId = await userIdOf(account);
  const sql = database();
  for (let at = 0; at < entries.length; at += 20) {
    const rows = entries.slice(at, at + 20).map((entry) => ({
      ...entry,
      user_id: userId,
      provider: "google",
      user_agent: userAgents["Safari on iOS"],
    }));
    await sql`delete from activity where user_id = ${userId}`;
    await sql`insert into activity ${sql(rows)}`;
    yield;
  }
}
