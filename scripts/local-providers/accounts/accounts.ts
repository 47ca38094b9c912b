import type { Account, GitHubEmail } from "./account";

/** The seeded accounts, one for each case that matters to a sign-in. */
export const seedAccounts: Account[] = [
  {
    id: "ada",
    google: google("100000000000000000001", "Ada Lovelace", "ada@example.com"),
    github: github(90_000_000_001, "ada", "Ada Lovelace", [primary("ada@example.com", "public")], {
      email: "ada@example.com",
    }),
  },
  {
    // The same address in different letter case: one user.
    id: "grace",
    google: google("100000000000000000002", "Grace Hopper", "Grace.Hopper@Example.com"),
    github: github(90_000_000_002, "grace-hopper", "Grace Hopper", [
      primary("grace.hopper@example.com"),
    ]),
  },
  {
    // The address is missing from the profile, but listed by /user/emails.
    id: "private",
    edgeCase: "private address",
    github: github(90_000_000_003, "private-priya", "Priya Raman", [
      primary("priya@example.com", "private"),
      other("90000000003+private-priya@users.noreply.example.com"),
    ]),
  },
  {
    // The primary address is neither the first in the list nor the public one.
    id: "several",
    github: github(
      90_000_000_004,
      "katherine",
      "Katherine Johnson",
      [
        { email: "old@example.net", primary: false, verified: false, visibility: null },
        other("katherine@example.org"),
        primary("katherine@example.com"),
      ],
      { email: "katherine@example.org" },
    ),
  },
  {
    id: "unverified",
    edgeCase: "unverified address",
    google: google("100000000000000000005", "Una Verified", "una@example.com", {
      email_verified: false,
    }),
    github: github(90_000_000_005, "una", "Una Verified", [
      { email: "una@example.com", primary: true, verified: false, visibility: "private" },
    ]),
  },
  {
    id: "no-address",
    edgeCase: "no address",
    github: github(90_000_000_006, "nobody-home", null, []),
  },
  {
    id: "workspace",
    google: google("100000000000000000007", "Margaret Hamilton", "margaret@apollo.example", {
      hd: "apollo.example",
    }),
  },
  {
    id: "long-name",
    edgeCase: "very long name",
    google: google("100000000000000000008", longName(), "hubert@example.com"),
    github: github(90_000_000_008, "hubert-blaine-wolfeschlegelsteinhausen", longName(), [
      primary("hubert@example.com"),
    ]),
  },
  {
    id: "right-to-left",
    edgeCase: "right-to-left name",
    google: google("100000000000000000009", "عائشة بنت محمد", "aisha@example.com"),
    github: github(90_000_000_009, "aisha", "عائشة بنت محمد", [primary("aisha@example.com")]),
  },
  {
    id: "markup",
    edgeCase: "markup as a name",
    google: google("100000000000000000010", markup(), "markup@example.com"),
    github: github(90_000_000_010, "markup", markup(), [primary("markup@example.com")]),
  },
  {
    id: "no-picture",
    edgeCase: "no picture",
    google: google("100000000000000000011", "Nell Picture", "nell@example.com", {
      picture: undefined,
    }),
    github: github(
      90_000_000_011,
      "nell",
      "Nell Picture",
      [primary("nell@example.com", "private")],
      { avatar_url: null },
    ),
  },
];

/** A user's claims as Google's ID Token contains them. */
export function google(sub: string, name: string, email: string, more = {}) {
  const [given_name = name, ...rest] = name.split(" ");
  const family = rest.length > 0 ? { family_name: rest.join(" ") } : {};
  return { sub, email, email_verified: true, name, given_name, ...family, ...more };
}

/** GitHub's responses for a user. The ids are far above GitHub's own. */
export function github(
  id: number,
  login: string,
  name: string | null,
  emails: GitHubEmail[],
  more = {},
) {
  return { user: { id, login, name, email: null, type: "User", ...more }, emails };
}

/** A user's primary and verified GitHub address. */
export function primary(
  email: string,
  visibility: GitHubEmail["visibility"] = "private",
): GitHubEmail {
  return { email, primary: true, verified: true, visibility };
}

function other(email: string): GitHubEmail {
  return { email, primary: false, verified: true, visibility: null };
}

function longName(): string {
  return "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch the Twenty-Third of Somewhere";
}

function markup(): string {
  return `<img src=x onerror="alert(1)">`;
}
