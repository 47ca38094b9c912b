import { describe, expect, it } from "vitest";
import {
  decideLink,
  emailIfAccountDecides,
  type LinkDecision,
  type LinkFacts,
} from "./link-policy";

const email = "ada@example.com";
const a = "person-a";
const b = "person-b";
const verified = { email, email_verified: true };
const both = [true, false];
const anybody = [null, a, b];

/** Every combination of facts about a visitor whose provider vouches for this much. */
function everything(claims: LinkFacts["claims"]): LinkFacts[] {
  const facts: LinkFacts[] = [];
  for (const intent of ["sign-in", "connect", "confirm"] as const)
    for (const visitor of [null, a])
      for (const accountOwner of anybody)
        for (const addressOwner of anybody)
          for (const addressHolder of anybody)
            for (const linkVerifiedEmail of both)
              facts.push({
                intent,
                visitor,
                claims,
                accountOwner,
                addressOwner,
                addressHolder,
                linkVerifiedEmail,
              });
  return facts;
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

/** null: nobody; *: whoever it is. The first row that fits decides. */
type Row = {
  visitor: string | null | "*";
  account: string | null | "*";
  address: string | null | "*";
  holder: string | null | "*";
  link: boolean | "*";
  decision: object;
};
const row = (
  visitor: Row["visitor"],
  account: Row["account"],
  address: Row["address"],
  holder: Row["holder"],
  link: Row["link"],
  decision: object,
): Row => ({ visitor, account, address, holder, link, decision });

const tables: Record<LinkFacts["intent"], Row[]> = {
  "sign-in": [
    row(a, "*", "*", "*", "*", stay),
    row(null, a, "*", "*", "*", { kind: "sign-in", userId: a, email }),
    row(null, b, "*", "*", "*", { kind: "sign-in", userId: b, email }),
    row(null, null, a, "*", true, linkTo(a)),
    row(null, null, b, "*", true, linkTo(b)),
    row(null, null, a, "*", false, guideTo(a)),
    row(null, null, b, "*", false, guideTo(b)),
    // Theirs once, and vouched for by no provider today: it may be somebody else's mailbox.
    row(null, null, null, a, "*", guideTo(a)),
    row(null, null, null, b, "*", guideTo(b)),
    row(null, null, null, null, "*", create),
  ],
  connect: [
    row(null, "*", "*", "*", "*", refuse("signed-out", null)),
    row(a, a, "*", "*", "*", { kind: "connected-before", userId: a }),
    row(a, b, "*", "*", "*", refuse("account-of-another")),
    row(a, null, b, "*", "*", refuse("address-of-another")),
    row(a, null, a, "*", "*", { kind: "connect", userId: a, email }),
    row(a, null, null, "*", "*", { kind: "connect", userId: a, email }),
  ],
  confirm: [
    row(null, "*", "*", "*", "*", refuse("signed-out", null)),
    row(a, a, "*", "*", "*", { kind: "confirm", userId: a }),
    row(a, b, "*", "*", "*", refuse("not-connected")),
    row(a, null, "*", "*", "*", refuse("not-connected")),
  ],
};

function expected(facts: LinkFacts): object {
  const fits = (pattern: unknown, fact: unknown) => pattern === "*" || pattern === fact;
  const found = tables[facts.intent].find(
    ({ visitor, account, address, holder, link }) =>
      fits(visitor, facts.visitor) &&
      fits(account, facts.accountOwner) &&
      fits(address, facts.addressOwner) &&
      fits(holder, facts.addressHolder) &&
      fits(link, facts.linkVerifiedEmail),
  );
  if (!found) throw new Error(`the table has no row for ${JSON.stringify(facts)}`);
  return found.decision;
}

const say = ({ intent, visitor, accountOwner, addressOwner, addressHolder, ...rest }: LinkFacts) =>
  `to ${intent}, signed in as ${visitor}, account of ${accountOwner}, address of ${addressOwner}, held by ${addressHolder}, linking ${rest.linkVerifiedEmail}`;

describe("with a verified address", () => {
  it.each(everything(verified).map((facts) => [say(facts), facts] as const))("%s", (_, facts) => {
    expect(decideLink(facts)).toEqual(expected(facts));
  });
});

/** A known account confirms and is known as connected without any address; nothing else happens. */
function expectedUnvouched(facts: LinkFacts): object {
  const { intent, visitor, accountOwner } = facts;
  const decision = expected(facts) as LinkDecision;
  if (intent === "confirm" || decision.kind === "stay" || decision.kind === "connected-before")
    return decision;
  if (intent === "sign-in") return refuse("email-unverified", accountOwner);
  if (visitor === null || accountOwner) return decision;
  return refuse("email-unverified");
}

describe.each(unvouched)("with %s", (_, claims) => {
  it.each(everything(claims).map((facts) => [say(facts), facts] as const))("%s", (_say, facts) => {
    expect(decideLink(facts)).toEqual(expectedUnvouched(facts));
  });

  it("lets nobody in, attaches nothing and says nothing of whom the address belongs to", () => {
    const kinds = everything(claims).map((facts) => decideLink(facts).kind);
    for (const kind of ["sign-in", "link", "create", "connect", "guide"]) {
      expect(kinds).not.toContain(kind);
    }
  });
});

it("is decided by the account alone exactly where its owner is let in", () => {
  const claims = [verified, ...unvouched.map(([, each]) => each)];
  for (const facts of claims.flatMap(everything)) {
    const owned = decideLink({ ...facts, accountOwner: b });
    const letIn = owned.kind === "sign-in" ? owned.email : null;
    expect(emailIfAccountDecides(facts), JSON.stringify(facts)).toBe(letIn);
  }
});
