import { plainText } from "./support/account-centre";
import { signedInUser } from "./support/account-form";
import { userIdOf } from "./support/account-rows";
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
  "Use at least 3 characters.": ["", "ab", "   "],
  "Use at most 30 characters.": ["a".repeat(31), "a".repeat(2_000)],
  "Start and end with a letter or number.": ["ada-", ".ada", "__proto__"],
  "Use dots, hyphens and underscores one at a time": ["ada..lovelace"],
  [usernameRefused]: [
    "two words",
    "ada@example.com",
    "а́да",
    "аdmin",
    "ada\u200Blove",
    "ada\u202Elove",
    "ada\u0000love",
    "ada\nlove",
    "<script>alert(1)</script>",
    "ada' or '1'='1",
  ],
};

test("an invalid username is explained and never stored", async () => {
  const { user, visitor } = await signedInUser();
  for (const [message, usernames] of Object.entries(badUsernames)) {
    for (const username of usernames) {
      expectExplained(await saveProfile({ user, visitor }, { username }), message);
    }
  }
  expect((await profileOf(user)).username).toBe(user.username);
});

const hostile: Record<string, { value: string; shown?: string }> = {
  markup: { value: `<img src=x onerror="alert(1)"></p><script>alert(2)</script>` },
  "text with bidirectional controls": { value: "abc\u202Edef\u2067ghi" },
  "control characters": { value: "a\u0000b\u0007c\r\nd\u009Fe", shown: "a b c d e" },
  "a template": { value: "{{7*7}} <%= 7 %> %s %n" },
  SQL: { value: "'; drop table users; --" },
  "half an emoji": { value: "a\uD83D b" },
};

for (const [what, { value, shown = value }] of Object.entries(hostile)) {
  test(`${what} as a name is shown as text`, async () => {
    const { user, visitor } = await signedInUser();
    expectSaved(await saveProfile({ user, visitor }, { name: value }));
    const stored = (await profileOf(user)).name;
    expect(stored?.toWellFormed()).toBe(shown.toWellFormed());
    for (const path of ["/", "/account", "/account/activity"]) {
      const page = await visitor.get(path);
      expect(page.status).toBe(200);
      expect(page.body).not.toMatch(/<img src=x|<script>alert/);
      expect(plainText(page.body)).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
    }
  });
}

test("10 kB in any field are rejected with the form, and not stored", async () => {
  const { user, visitor } = await signedInUser();
  const before = await profileOf(user);
  const values = { username: uniqueName("ada"), name: "Ada", picture: "none" };
  const messages = {
    username: "Use at most 30 characters.",
    name: "Use at most 100 characters.",
    picture: "Choose one of these pictures.",
  };
  for (const [field, message] of Object.entries(messages)) {
    const huge = { ...values, [field]: "x".repeat(10_000) };
    expectExplained(await saveProfile({ user, visitor }, huge), message);
  }
  expect(await profileOf(user)).toEqual(before);
});

test("missing and repeated fields are rejected with the form", async () => {
  const { user, visitor } = await signedInUser();
  const before = await profileOf(user);
  const other = uniqueName("ada");
  const invalid: ProfileValues[] = [
    { username: null },
    { picture: null },
    { username: [other, other] },
    { picture: ["none", "none"] },
    { name: null },
    { name: ["Ada", "Ada"] },
    { username: null, name: null, picture: null },
  ];
  for (const values of invalid) {
    expectExplained(
      await saveProfile({ user, visitor }, values),
      "Not saved. Please fix the fields below.",
    );
  }
  expect(await profileOf(user)).toEqual(before);
});

test("only pictures of the user's own connected accounts can be chosen", async () => {
  const google = "https://lh3.googleusercontent.com/a/own=s96-c";
  const { user, visitor } = await signedInUser({ google: { picture: google } });
  const other = await signedInUser();
  const [foreign] = await database()<{ id: string }[]>`
    select id from accounts where user_id = ${await userIdOf(other.user.account)}`;
  await database()`update accounts set image = ${google} where id = ${foreign?.id ?? ""}`;
  for (const picture of [
    foreign?.id ?? "",
    crypto.randomUUID(),
    "https://evil.example/track.png",
    google,
    "",
    "None",
    "<script>alert(1)</script>",
    await userIdOf(user.account),
  ]) {
    const response = await saveProfile({ user, visitor }, { picture });
    expectExplained(response, "Choose one of these pictures.");
    expect(response.body).not.toContain("<script>alert");
  }
  expect((await profileOf(user)).image).toBe(google);
});
