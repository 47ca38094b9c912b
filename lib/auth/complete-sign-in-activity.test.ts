import { describe, expect, it } from "vitest";
import { findLiveSession } from "@/lib/db/sessions";
import { activityOf, createPerson, rowsOf, signInOf } from "@/lib/test-support/person";
import { thrownBy } from "@/lib/test-support/thrown";
import { completeSignIn } from "./complete-sign-in";
import { hashToken } from "./session-token";

const newDevices = async (userId: string, person = createPerson()) => {
  const { sessions } = await rowsOf(person);
  return sessions.filter((session) => session.user_id === userId && session.new_device).length;
};

describe("what is noted of a sign-in", () => {
  it("is that the account was created, and who came in from where", async () => {
    const person = createPerson();
    const { userId } = await completeSignIn(signInOf(person));
    const { sessions } = await rowsOf(person);
    const device = { provider: "google", user_agent: "Mozilla/5.0", ip: "192.0.2.1" };
    expect(await activityOf(userId)).toMatchObject([
      { kind: "account-created", ...device },
      { kind: "sign-in", subject_id: sessions[0]?.id, ...device },
    ]);
  });

  it("is that another provider was connected, when the address did it", async () => {
    const person = createPerson();
    const { userId } = await completeSignIn(signInOf(person));
    const claims = { ...person.claims, subject: createPerson().claims.subject };
    await completeSignIn(signInOf({ ...person, claims }, { provider: "github" }));
    const kinds = (await activityOf(userId)).map(({ kind, provider }) => `${kind} ${provider}`);
    expect(kinds.slice(2)).toEqual(["connected github", "sign-in github"]);
  });

  it("is the refusal, for the person whose account it was", async () => {
    const person = createPerson();
    const { userId } = await completeSignIn(signInOf(person));
    const claims = { ...person.claims, email_verified: false };
    await thrownBy(completeSignIn(signInOf({ ...person, claims })));
    expect((await activityOf(userId)).at(-1)).toMatchObject({
      kind: "sign-in-refused",
      detail: "email-unverified",
    });
  });
});

describe("a session on a device", () => {
  it("that is somebody's first is not new: there is nobody to ask", async () => {
    const person = createPerson();
    const { userId } = await completeSignIn(signInOf(person));
    expect(await newDevices(userId, person)).toBe(0);
  });

  it("that was not seen before is new, and new again until somebody vouches for it", async () => {
    const person = createPerson();
    const { userId } = await completeSignIn(signInOf(person));
    const elsewhere = signInOf(person);
    await completeSignIn(elsewhere);
    expect(await newDevices(userId, person)).toBe(1);
    await completeSignIn(signInOf(person, { deviceHash: elsewhere.deviceHash }));
    expect(await newDevices(userId, person)).toBe(2);
  });

  it("that another person uses is new all the same", async () => {
    const [ada, grace] = [createPerson(), createPerson()];
    const shared = signInOf(grace);
    await completeSignIn(shared);
    const { userId } = await completeSignIn(signInOf(ada));
    await completeSignIn(signInOf(ada, { deviceHash: shared.deviceHash }));
    expect(await newDevices(userId, ada)).toBe(1);
  });

  it("is told to the older sessions, and not to itself", async () => {
    const person = createPerson();
    const [older, newer] = [signInOf(person), signInOf(person)];
    for (const signIn of [older, newer]) await completeSignIn(signIn);
    const tells = async (token: string) =>
      (await findLiveSession(hashToken(token)))?.visitor.hasNewSignIns;
    expect(await tells(older.sessionToken)).toBe(true);
    expect(await tells(newer.sessionToken)).toBe(false);
  });
});

describe("people whose addresses begin alike", () => {
  it("have usernames of their own, the first one the plain name", async () => {
    const local = crypto.randomUUID();
    const emails = Array.from({ length: 8 }, (_, index) => `${local}@${index}.example.com`);
    const people = emails.map((email) => ({ ...createPerson({ email }), email }));
    await Promise.all(people.map((person) => completeSignIn(signInOf(person))));
    const rows = await Promise.all(people.map(rowsOf));
    const names = rows.map(({ users }) => String(users[0]?.username));
    expect(new Set(names).size).toBe(8);
    expect(names.filter((name) => name === local)).toHaveLength(1);
    for (const name of names) expect(name.startsWith(local)).toBe(true);
  });
});

describe("a picture", () => {
  it("that a person shows changes with the account it comes from", async () => {
    const person = createPerson();
    await completeSignIn(signInOf(person));
    const picture = "https://avatars.githubusercontent.com/u/2";
    await completeSignIn(signInOf({ ...person, claims: { ...person.claims, picture } }));
    const { users, accounts } = await rowsOf(person);
    expect([users[0]?.image, accounts[0]?.image]).toEqual([picture, picture]);
  });

  it("of another account changes nothing", async () => {
    const person = createPerson();
    await completeSignIn(signInOf(person));
    const subject = createPerson().claims.subject;
    for (const picture of [2, 3].map((n) => `https://avatars.githubusercontent.com/u/${n}`)) {
      const claims = { ...person.claims, subject, picture };
      await completeSignIn(signInOf({ ...person, claims }, { provider: "github" }));
    }
    expect((await rowsOf(person)).users[0]?.image).toBe(person.claims.picture);
  });
});
