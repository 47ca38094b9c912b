import { signedInUser } from "./account-form";
import { insertSessions, userIdOf } from "./account-rows";
import { database } from "./database";
import { userAgents } from "./http-browser";
import { HttpVisitor } from "./http-visitor";

const longName = `Hubert ${"Wolfeschlegelsteinhausenbergerdorff".repeat(4)}`;

/**
 * A user with a long name and username, two connected accounts, 50 sessions, 1,000 activity entries,
 * and sign-ins on new devices that they have not confirmed yet.
 */
export async function userWithFullAccount() {
  const { user, visitor } = await signedInUser({
    username: "x".repeat(21),
    google: { name: longName, picture: "https://lh3.googleusercontent.com/a/full=s96-c" },
  });
  const userId = await userIdOf(user.account);
  const elsewhere = new HttpVisitor();
  await elsewhere.signIn("github", user.account);
  const agents = [...Object.values(userAgents), "x".repeat(500), null];
  const drafts = Array.from({ length: 48 }, (_, index) => ({
    user_agent: agents[index % agents.length] ?? null,
    ip: index % 7 === 0 ? null : "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
    new_device: index < 2,
    last_seen_at: new Date(Date.now() - (index + 1) * 60 * 60 * 1000),
  }));
  await insertSessions(userId, drafts);
  await database()`
    insert into activity (user_id, kind, provider, detail, user_agent, ip, at)
    select ${userId}, (array['sign-in', 'profile-changed', 'connect-refused', 'exported',
        'other-sessions-ended'])[1 + n % 5], 'google',
      (array[null, 'username, name, picture', 'address-of-another', null, '12'])[1 + n % 5],
      ${userAgents["Firefox on Windows"]}, '203.0.113.7', now() - n * interval '1 hour'
    from generate_series(1, 1000) as n`;
  return { user, visitor, userId };
}
