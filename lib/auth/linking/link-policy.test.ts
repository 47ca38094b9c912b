import { describe, expect, it } from "vitest";
import {
  addressTrust,
  decideLink,
  emailIfAccountDecides,
  type LinkDecision,
  type LinkFacts,
} from "./link-policy";

const email = "ada@example.com";
const a = "user-a";
const b = "user-b";
const verified = { email, email_verified: true };
const both = [true, false];
const anyUser = [null, a, b];

/** Every combination of facts for a provider that sends these claims. */
function everything(claims: LinkFacts["claims"]): LinkFacts[] {
  const facts: LinkFacts[] = [];
  for (const intent of ["sign-in", "connect", "confirm"] as const)
    for (const currentUserId of [null, a])
      for (const accountOwner of anyUser)
        for (const isAddressShared of both)
          for (const providerMayLink of both)
            for (const addressHolder of anyHolder())
              for (const removal of [null, { id: "removal", userId: b }])
                facts.push({
                  intent,
                  currentUserId,
                  claims,
                  accountOwner,
                  isOfOtherIssuer: false,
                  addressHolder,
                  isAddressShared,
                  providerMayLink,
                  removal,
                });
  return facts;
}

function anyHolder(): LinkFacts["addressHolder"][] {
  const holders = [a, b].flatMap((userId) =>
    both.flatMap((isConfirmed) =>
      both.map((hasAccountAtProvider) => ({
        userId,
        isConfirmed,
        trust: addressTrust.verified,
        hasAccountAtProvider,
      })),
    ),
  );
  return [null, ...holders];
}

const unvouched: [string, LinkFacts["claims"]][] = [
  ["an unverified address", { email, email_verified: false }],
  ["no address", { email: null, email_verified: false }],
  ["no address, said to be verified", { email: null, email_verified: true }],
  ["an empty address, said to be verified", { email: "", email_verified: true }],
];

const refuse = (reason: string, userId: string | null = a) => ({ kind: "refuse", reason, userId });
const stay = { kind: "stay" };
const create = { kind: "create", email };
const guideTo = (userId: string) => ({ kind: "guide", userId, email });
const linkTo = (userId: string) => ({ kind: "link", userId, email });

/** null: none; *: any. The first row that matches decides. */
type Row = {
  currentUserId: string | null;
  account: string | null | "*";
  /** The user whose own, confirmed address it is. */
  holder: string | null | "*";
  /** Whether a provider that may vouch for it confirmed it within 180 days. */
  confirmed: boolean | "*";
  /** Whether the holder has another account at this provider. */
  another: boolean | "*";
  shared: boolean | "*";
  /** Whether this deployment lets the provider link by this address. */
  links: boolean | "*";
  decision: object;
};
const row = (
  currentUserId: Row["currentUserId"],
  account: Row["account"],
  holder: Row["holder"],
  confirmed: Row["confirmed"],
  another: Row["another"],
  shared: Row["shared"],
  links: Row["links"],
  decision: object,
): Row => ({ currentUserId, account, holder, confirmed, another, shared, links, decision });

const tables: Record<LinkFacts["intent"], Row[]> = {
  "sign-in": [
    row(a, "*", "*", "*", "*", "*", "*", stay),
    row(null, a, "*", "*", "*", "*", "*", { kind: "sign-in", userId: a, email }),
    row(null, b, "*", "*", "*", "*", "*", { kind: "sign-in", userId: b, email }),
    row(null, null, null, "*", "*", "*", "*", create),
    row(null, null, a, true, false, false, true, linkTo(a)),
    row(null, null, b, true, false, false, true, linkTo(b)),
    row(null, null, a, "*", "*", "*", "*", guideTo(a)),
    row(null, null, b, "*", "*", "*", "*", guideTo(b)),
  ],
  connect: [
    row(null, "*", "*", "*", "*", "*", "*", refuse("signed-out", null)),
    row(a, a, "*", "*", "*", "*", "*", { kind: "connected-before", userId: a }),
    row(a, b, "*", "*", "*", "*", "*", refuse("account-of-another")),
    row(a, null, b, true, "*", false, "*", refuse("address-of-another")),
    row(a, null, "*", "*", "*", "*", "*", { kind: "connect", userId: a, email }),
  ],
  confirm: [
    row(null, "*", "*", "*", "*", "*", "*", refuse("signed-out", null)),
    row(a, a, "*", "*", "*", "*", "*", { kind: "confirm", userId: a }),
    row(a, b, "*", "*", "*", "*", "*", refuse("not-connected")),
    row(a, null, "*", "*", "*", "*", "*", refuse("not-connected")),
  ],
};

function expected(facts: LinkFacts): object {
  const fits = (pattern: unknown, fact: unknown) => pattern === "*" || pattern === fact;
  const { addressHolder, removal } = facts;
  // An account that no user has, and that was removed from one, starts no user and links to none.
  if (facts.intent === "sign-in" && !facts.currentUserId && !facts.accountOwner && removal) {
    return { kind: "tell-removed", userId: b, email, removal: "removal" };
  }
  const found = tables[facts.intent].find(
    (each) =>
      each.currentUserId === facts.currentUserId &&
      fits(each.account, facts.accountOwner) &&
      fits(each.holder, addressHolder?.userId ?? null) &&
      fits(each.confirmed, addressHolder?.isConfirmed) &&
      fits(each.another, addressHolder?.hasAccountAtProvider) &&
      fits(each.shared, facts.isAddressShared) &&
      fits(each.links, facts.providerMayLink),
  );
  if (!found) throw new Error(`the table has no row for ${JSON.stringify(facts)}`);
  return found.decision;
}

const describeFacts = ({ claims: _, addressHolder, ...facts }: LinkFacts) =>
  `${JSON.stringify(facts)}, held by ${JSON.stringify(addressHolder)}`;

describe("with a verified address", () => {
  it.each(everything(verified).map((facts) => [describeFacts(facts), facts] as const))(
    "%s",
    (_, facts) => {
      expect(decideLink(facts)).toEqual(expected(facts));
    },
  );
});

/**
 * Without a verified address, a known account can only reauthenticate or be found connected
 * already.
 */
function expectedUnvouched(facts: LinkFacts): object {
  const { intent, currentUserId, accountOwner } = facts;
  const decision = expected(facts) as LinkDecision;
  if (intent === "confirm" || decision.kind === "stay" || decision.kind === "connected-before")
    return decision;
  if (intent === "sign-in") return refuse("email-unverified", accountOwner);
  if (currentUserId === null || accountOwner) return decision;
  return refuse("email-unverified");
}

describe.each(unvouched)("with %s", (_, claims) => {
  it.each(everything(claims).map((facts) => [describeFacts(facts), facts] as const))(
    "%s",
    (_name, facts) => {
      expect(decideLink(facts)).toEqual(expectedUnvouched(facts));
    },
  );

  it("signs no one in, connects nothing and does not reveal whose address it is", () => {
    const kinds = everything(claims).map((facts) => decideLink(facts).kind);
    for (const kind of ["sign-in", "link", "create", "connect", "guide", "tell-removed"]) {
      expect(kinds).not.toContain(kind);
    }
  });
});

describe("an account of another issuer with the same provider and subject", () => {
  it("signs no one in, links, connects and confirms nothing", () => {
    for (const facts of everything(verified)) {
      const decision = decideLink({ ...facts, isOfOtherIssuer: true });
      const isSignedIn = facts.currentUserId !== null;
      const refusal = refuse("issuer-changed", facts.currentUserId);
      const expectedDecision =
        facts.intent === "sign-in" ? isSignedIn && stay : !isSignedIn && refuse("signed-out", null);
      expect(decision, describeFacts(facts)).toEqual(expectedDecision || refusal);
    }
  });
});

it("depends on the account alone exactly where its owner is signed in", () => {
  const claims = [verified, ...unvouched.map(([, each]) => each)];
  for (const facts of claims.flatMap(everything)) {
    const owned = decideLink({ ...facts, accountOwner: b });
    const signedIn = owned.kind === "sign-in" ? owned.email : null;
    expect(emailIfAccountDecides(facts), JSON.stringify(facts)).toBe(signedIn);
  }
});
