import { db } from "../lib/db/driver/client";
import { accounts, users } from "../lib/db/schema";

/**
 * `npm run db:seed` runs this on the database of `npm run dev`. The file is yours: Foyer's updates don't
 * change it. Write it so that it can run twice.
 *
 * These three are people whom the local providers offer, so each of them can sign in. The browser of that first
 * sign-in is new to their account: set NEW_DEVICE_WAIT=0 in .env.local to change everything at once there.
 */
const people = [
  { google: "100000000000000000001", name: "Ada Lovelace", email: "ada@example.com" },
  { google: "100000000000000000002", name: "Grace Hopper", email: "grace.hopper@example.com" },
  {
    google: "100000000000000000007",
    name: "Margaret Hamilton",
    email: "margaret@apollo.example",
    role: "admin",
  },
];

export default async function seed(): Promise<void> {
  for (const person of people) {
    const isNew = await addPerson(person);
    console.log(`${person.name} (${person.role ?? "user"}) ${isNew ? "added" : "was there"}.`);
  }
}

/** @returns false if someone has the address, the username or the account already */
async function addPerson({ google, name, email, role }: (typeof people)[number]): Promise<boolean> {
  return db().transaction(async (transaction) => {
    const [user] = await transaction
      .insert(users)
      .values({ username: email.replace(/@.*/, ""), name, email, emailVerified: new Date(), role })
      .onConflictDoNothing()
      .returning({ id: users.id });
    if (!user) return false;
    await transaction
      .insert(accounts)
      .values({ provider: "google", providerAccountId: google, userId: user.id, email });
    return true;
  });
}
