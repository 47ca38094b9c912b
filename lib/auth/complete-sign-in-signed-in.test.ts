import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { sessions } from "@/lib/db/schema";
import { findLiveSession } from "@/lib/db/sessions";
import { activityOf, createPerson, type Person, rowsOf, signInOf } from "@/lib/test-support/person";
import { minutesFromNow } from "@/lib/test-support/stored-person";
import { thrownBy } from "@/lib/test-support/thrown";
import { completeSignIn, type VerifiedSignIn } from "./complete-sign-in";
import { createSessionToken, hashToken } from "./session-token";
import { SessionNotFresh } from "./sign-in-refused";

const liveSession = (token: string) => findLiveSession(hashToken(token));

/** A person who is signed in through Google, and how they go on from there. */
async function signedIn(person = createPerson()) {
  const first = signInOf(person);
  const { userId } = await completeSignIn(first);
  const session = await liveSession(first.sessionToken);
  const visitor = { userId, sessionId: session?.visitor.sessionId ?? "" };
  return { person, userId, visitor, token: first.sessionToken };
}

const atGitHub = (changes: Partial<Person["claims"]> = {}) => createPerson(changes);

describe("connecting an account", () => {
  it("attaches it, keeps the session, and gives that another token", async () => {
    const { person, userId, visitor, token } = await signedIn();
    const github = atGitHub();
    const sessionToken = createSessionToken();
    const connect = { intent: "connect", visitor, provider: "github", sessionToken } as const;
    expect(await completeSignIn(signInOf(github, connect))).toMatchObject({
      kind: "connected",
      userId,
    });
    const { accounts, sessions } = await rowsOf(person);
    expect(accounts.map(({ provider }) => provider).toSorted()).toEqual(["github", "google"]);
    expect(sessions.map(({ id }) => id)).toEqual([visitor.sessionId]);
    expect(await liveSession(token)).toBeNull();
    expect((await liveSession(sessionToken))?.visitor.id).toBe(userId);
    expect((await activityOf(userId)).map(({ kind }) => kind)).toContain("connected");
  });

  it("lets the person in through it from then on", async () => {
    const { userId, visitor } = await signedIn();
    const github = atGitHub();
    await completeSignIn(signInOf(github, { intent: "connect", visitor, provider: "github" }));
    const later = await completeSignIn(signInOf(github, { provider: "github" }));
    expect(later).toMatchObject({ kind: "signed-in", userId });
  });

  it("refuses an account that is another person's, and one whose address is", async () => {
    const [ada, grace] = [await signedIn(), await signedIn()];
    const connect = { intent: "connect", visitor: ada.visitor } as const;
    const before = await rowsOf(ada.person);
    const taken = await thrownBy(completeSignIn(signInOf(grace.person, connect)));
    expect(taken).toMatchObject({ name: "SignInRefused", reason: "account-of-another" });
    const { email } = grace.person;
    const sameAddress = signInOf(atGitHub({ email }), { ...connect, provider: "github" });
    const known = await thrownBy(completeSignIn(sameAddress));
    expect(known).toMatchObject({ name: "SignInRefused", reason: "address-of-another" });
    expect(await rowsOf(ada.person)).toEqual(before);
    const refusals = (await activityOf(ada.userId)).filter(
      ({ kind }) => kind === "connect-refused",
    );
    expect(refusals.map(({ detail }) => detail)).toEqual([
      "account-of-another",
      "address-of-another",
    ]);
  });

  it("is nothing new the second time", async () => {
    const { person, visitor } = await signedIn();
    const github = atGitHub();
    const connect = { intent: "connect", visitor, provider: "github" } as const;
    await completeSignIn(signInOf(github, connect));
    const again = await completeSignIn(signInOf(github, connect));
    expect(again.kind).toBe("connected-before");
    expect((await rowsOf(person)).accounts).toHaveLength(2);
  });

  it("by ten tabs at the same instant connects one account once", async () => {
    const { person, visitor } = await signedIn();
    const github = atGitHub();
    const tabs = Array.from({ length: 10 }, () =>
      completeSignIn(signInOf(github, { intent: "connect", visitor, provider: "github" })),
    );
    const kinds = (await Promise.all(tabs)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "connected")).toHaveLength(1);
    expect((await rowsOf(person)).accounts).toHaveLength(2);
  });

  it("by two people at the same instant gives the account to one of them", async () => {
    const people = [await signedIn(), await signedIn()];
    const github = atGitHub();
    const results = await Promise.allSettled(
      people.map(({ visitor }) =>
        completeSignIn(signInOf(github, { intent: "connect", visitor, provider: "github" })),
      ),
    );
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("confirming who is there", () => {
  it("makes the session recent again, and gives it another token", async () => {
    const { person, userId, visitor, token } = await signedIn();
    const sessionToken = createSessionToken();
    const confirm = { intent: "confirm", visitor, sessionToken } as const;
    expect(await completeSignIn(signInOf(person, confirm))).toMatchObject({
      kind: "confirmed",
      userId,
    });
    expect(await liveSession(token)).toBeNull();
    expect((await liveSession(sessionToken))?.visitor.authenticatedSecondsAgo).toBeLessThan(5);
    expect((await activityOf(userId)).at(-1)).toMatchObject({ kind: "confirmed" });
  });

  it("counts with a known account whose address the provider no longer vouches for", async () => {
    const { person, visitor } = await signedIn();
    const claims = { ...person.claims, email: null, email_verified: false };
    const confirm = signInOf({ ...person, claims }, { intent: "confirm", visitor });
    expect((await completeSignIn(confirm)).kind).toBe("confirmed");
    expect((await rowsOf(person)).accounts).toMatchObject([{ email: person.email }]);
  });

  it("is refused with an account of nobody, and with another person's", async () => {
    const [ada, grace] = [await signedIn(), await signedIn()];
    const before = await rowsOf(ada.person);
    for (const stranger of [createPerson(), grace.person, atGitHub({ email: ada.person.email })]) {
      const confirm = signInOf(stranger, { intent: "confirm", visitor: ada.visitor });
      const error = await thrownBy(completeSignIn(confirm));
      expect(error).toMatchObject({ name: "SignInRefused", reason: "not-connected" });
    }
    expect(await rowsOf(ada.person)).toEqual(before);
    expect((await activityOf(ada.userId)).at(-1)).toMatchObject({ kind: "confirm-refused" });
  });
});

describe.each(["connect", "confirm"] as const)("to %s in a session that is over", (intent) => {
  it.each(["ended", "of another person"])("is refused, and nothing is written: %s", async (how) => {
    const ada = await signedIn();
    const grace = await signedIn();
    const sessionId = how === "ended" ? crypto.randomUUID() : grace.visitor.sessionId;
    const visitor = { userId: ada.userId, sessionId };
    const before = [await rowsOf(ada.person), await rowsOf(grace.person)];
    const person = intent === "confirm" ? ada.person : atGitHub();
    const error = await thrownBy(completeSignIn(signInOf(person, { intent, visitor })));
    expect(error).toMatchObject({ name: "SignInRefused", reason: "signed-out" });
    expect([await rowsOf(ada.person), await rowsOf(grace.person)]).toEqual(before);
  });
});

describe("connecting an account that was proved before, in a session that has to be fresh", () => {
  /** What accepting an offer does: no provider has been asked just now. */
  const accept = (github: Person, visitor: VerifiedSignIn["visitor"]) =>
    completeSignIn({
      ...signInOf(github, { intent: "connect", visitor, provider: "github" }),
      sessionToken: null,
    });

  it.each(["new", "connected before"])("writes nothing once it is stale: %s", async (which) => {
    const { person, visitor } = await signedIn();
    const github = atGitHub();
    const fresh = { ...visitor, freshWithinSeconds: 300 };
    if (which === "connected before") await accept(github, fresh);
    await db()
      .update(sessions)
      .set({ authenticatedAt: minutesFromNow(-6) })
      .where(eq(sessions.id, visitor.sessionId));
    const before = [await rowsOf(person), await rowsOf(github)];
    expect(await thrownBy(accept(github, fresh))).toBeInstanceOf(SessionNotFresh);
    expect([await rowsOf(person), await rowsOf(github)]).toEqual(before);
    expect(await accept(github, visitor)).toMatchObject({ userId: visitor.userId });
  });
});

it("never completes a plain sign-in for somebody who is signed in", async () => {
  const { visitor } = await signedIn();
  const stranger = createPerson();
  expect(await thrownBy(completeSignIn(signInOf(stranger, { visitor })))).toBeInstanceOf(Error);
  expect(await rowsOf(stranger)).toEqual({ users: [], accounts: [], sessions: [] });
});
