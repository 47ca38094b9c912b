import { plainText } from "./support/account-centre";
import { signedInPerson } from "./support/account-form";
import { personId } from "./support/account-rows";
import { database } from "./support/database";
import {
  expectExplained,
  expectSaved,
  type ProfileValues,
  profileOf,
  saveProfile,
  uniqueName,
  usernameRefused,
} from "./support/profile";
import { expect, test } from "./support/test";

const badUsernames: Record<string, string[]> = {
  "This is too short": ["", "ab", "   "],
  "This is too long": ["a".repeat(31), "a".repeat(2_000)],
  [usernameRefused]: [
    "two words",
    "ada..lovelace",
    "ada-",
    ".ada",
    "ada@example.com",
    "а́да",
    "аdmin",
    "ada\u200Blove",
    "ada\u202Elove",
    "ada\u0000love",
    "ada\nlove",
    "<script>alert(1)</script>",
    "ada' or '1'='1",
    "__proto__",
  ],
};

test("a username outside the rules is explained and never stored", async () => {
  const { person, visitor } = await signedInPerson();
  for (const [message, usernames] of Object.entries(badUsernames)) {
    for (const username of usernames) {
      expectExplained(await saveProfile({ person, visitor }, { username }), message);
    }
  }
  expect((await profileOf(person)).username).toBe(person.username);
});

const hostile: Record<string, { value: string; shown?: string }> = {
  markup: { value: `<img src=x onerror="alert(1)"></p><script>alert(2)</script>` },
  "text that turns the page round": { value: "abc\u202Edef\u2067ghi" },
  "control characters": { value: "a\u0000b\u0007c\r\nd\u009Fe", shown: "a b c d e" },
  "a template": { value: "{{7*7}} <%= 7 %> %s %n" },
  SQL: { value: "'; drop table users; --" },
  "half an emoji": { value: "a\uD83D b" },
};

for (const [what, { value, shown = value }] of Object.entries(hostile)) {
  test(`${what} for a name is text like any other`, async () => {
    const { person, visitor } = await signedInPerson();
    expectSaved(await saveProfile({ person, visitor }, { name: value }));
    const stored = (await profileOf(person)).name;
    expect(stored?.toWellFormed()).toBe(shown.toWellFormed());
    for (const path of ["/", "/account", "/account/activity"]) {
      const page = await visitor.get(path);
      expect(page.status).toBe(200);
      expect(page.body).not.toMatch(/<img src=x|<script>alert/);
      expect(plainText(page.body)).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
    }
  });
}

test("10 kB in any field are refused with the form, and stored nowhere", async () => {
  const { person, visitor } = await signedInPerson();
  const before = await profileOf(person);
  const values = { username: uniqueName("ada"), name: "Ada", picture: "none" };
  const messages = {
    username: "This is too",
    name: "Use at most 100 characters.",
    picture: "Choose one of these pictures.",
  };
  for (const [field, message] of Object.entries(messages)) {
    const huge = { ...values, [field]: "x".repeat(10_000) };
    expectExplained(await saveProfile({ person, visitor }, huge), message);
  }
  expect(await profileOf(person)).toEqual(before);
});

test("missing and doubled fields are refused with the form", async () => {
  const { person, visitor } = await signedInPerson();
  const before = await profileOf(person);
  const other = uniqueName("ada");
  const spoilt: ProfileValues[] = [
    { username: null },
    { picture: null },
    { username: [other, other] },
    { picture: ["none", "none"] },
    { name: null },
    { name: ["Ada", "Ada"] },
    { username: null, name: null, picture: null },
  ];
  for (const values of spoilt) {
    expectExplained(await saveProfile({ person, visitor }, values), "Your profile was not saved.");
  }
  expect(await profileOf(person)).toEqual(before);
});

test("a picture is one of those that the person's own connections have, and no other", async () => {
  const google = "https://lh3.googleusercontent.com/a/own=s96-c";
  const { person, visitor } = await signedInPerson({ google: { picture: google } });
  const other = await signedInPerson();
  const [foreign] = await database()<{ id: string }[]>`
    select id from accounts where user_id = ${await personId(other.person.account)}`;
  await database()`update accounts set image = ${google} where id = ${foreign?.id ?? ""}`;
  for (const picture of [
    foreign?.id ?? "",
    crypto.randomUUID(),
    "https://evil.example/track.png",
    google,
    "",
    "None",
    "<script>alert(1)</script>",
    await personId(person.account),
  ]) {
    const answer = await saveProfile({ person, visitor }, { picture });
    expectExplained(answer, "Choose one of these pictures.");
    expect(answer.body).not.toContain("<script>alert");
  }
  expect((await profileOf(person)).image).toBe(google);
});
