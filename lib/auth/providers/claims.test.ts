import { describe, expect, it } from "vitest";
import { localPart, toClaims } from "./claims";

const raw = {
  subject: "1234",
  email: "ada@example.com",
  email_verified: true as unknown,
  name: "Ada Lovelace" as unknown,
  picture: "https://lh3.googleusercontent.com/a/b=s96-c" as unknown,
};
const claimsWith = (changes: { [name in keyof typeof raw]?: unknown }) =>
  toClaims({ ...raw, ...changes });

describe("a provider's response", () => {
  it("becomes claims unchanged when it is valid", () => {
    expect(toClaims(raw)).toEqual({ ...raw, email_authoritative: false });
  });

  it("has no verified address when it has only a subject", () => {
    const nothing = { email: undefined, email_verified: undefined, name: undefined };
    expect(claimsWith({ ...nothing, picture: undefined })).toEqual({
      subject: "1234",
      email: null,
      email_verified: false,
      email_problem: "email-missing",
      email_authoritative: false,
      name: null,
      picture: null,
    });
  });

  it.each([false, "true", "false", "", 1, 0, {}, [], [true], null, undefined])(
    "is not verified with email_verified %j",
    (email_verified) => {
      expect(claimsWith({ email_verified }).email_verified).toBe(false);
    },
  );
});

describe("a missing verified address", () => {
  it.each([
    ["email-missing", { email: undefined }],
    ["email-missing", { email: null }],
    ["email-missing", { email: "" }],
    ["email-invalid", { email: "ada" }],
    ["email-invalid", { email: ["ada@example.com"] }],
    ["email-verified-missing", { email_verified: undefined }],
    ["email-verified-missing", { email_verified: null }],
    ["email-verified-not-boolean", { email_verified: "true" }],
    ["email-verified-not-boolean", { email_verified: "1" }],
    ["email-verified-not-boolean", { email_verified: 1 }],
    ["email-unverified", { email_verified: false }],
  ])("is explained by %s with %j", (problem, changes) => {
    expect(claimsWith(changes).email_problem).toBe(problem);
  });

  it("is no problem of a verified one", () => {
    expect(claimsWith({}).email_problem).toBeUndefined();
  });
});

describe("an address", () => {
  it.each([
    ["ADA@Example.COM", "ada@example.com"],
    ["ada+news@sub.example.com", "ada+news@sub.example.com"],
    ["ÉMILIE@exämple.com", "émilie@exämple.com"],
    [`${"a".repeat(242)}@example.com`, `${"a".repeat(242)}@example.com`],
  ])("%j is taken as %j", (email, taken) => {
    expect(claimsWith({ email }).email).toBe(taken);
  });

  it.each([
    5,
    true,
    null,
    {},
    ["ada@example.com"],
    { toString: () => "ada@example.com" },
    "",
    "ada",
    "@example.com",
    "ada@",
    "ada@example.com@evil.example",
    '"ada@example.com"@evil.example',
    " ada@example.com",
    "ada@example.com\n",
    "ada@exam\tple.com",
    "ada\u0000@example.com",
    "ada\u200b@example.com",
    "ada\u202e@example.com",
    "ada\ud800@example.com",
    "ada\u00a0@example.com",
    "Ada <ada@example.com>",
    `${"a".repeat(243)}@example.com`,
  ])("%j counts as none", (email) => {
    expect(claimsWith({ email }).email).toBeNull();
  });

  it("of 100 kB counts as none", () => {
    expect(claimsWith({ email: `ada@${"a".repeat(100_000)}.com` }).email).toBeNull();
  });

  // U+212A, the Kelvin sign, becomes k in lower case: two mailboxes would be one user.
  it("with a look-alike letter never becomes the ASCII address that it resembles", () => {
    expect(claimsWith({ email: "mi\u212ae@example.com" }).email).not.toBe("mike@example.com");
  });

  it("has a local part before its last @", () => {
    expect(localPart("ada.l+x@example.com")).toBe("ada.l+x");
  });
});

describe("a picture", () => {
  it.each(["http://127.0.0.1:4010/pictures/ada.svg", "http://localhost:8080/avatars/1"])(
    "may be at a provider on this machine: %s",
    (picture) => expect(claimsWith({ picture }).picture).toBe(picture),
  );

  it("may have 2048 characters and no more", () => {
    const picture = `https://a.example/${"a".repeat(2030)}`;
    expect(claimsWith({ picture }).picture).toBe(picture);
    expect(claimsWith({ picture: `${picture}a` }).picture).toBeNull();
  });

  it.each([
    "http://lh3.googleusercontent.com/a",
    "http://127.0.0.1.evil.example/a",
    "http://127.0.0.1@evil.example/a",
    "//lh3.googleusercontent.com/a",
    "javascript:alert(1)",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "ftp://a.example/b",
    "https://",
    "https://[",
    "a.png",
    "",
    5,
    ["https://a.example/b"],
    null,
  ])("%j is none", (picture) => {
    expect(claimsWith({ picture }).picture).toBeNull();
  });

  // The URL parser accepts them, and Postgres would reject the whole sign-in over a NUL.
  it.each(["https://a.example/\u0000b", "https://a.exam\nple/b", " https://a.example/b\t"])(
    "%j keeps none of its control characters",
    (picture) => {
      expect(claimsWith({ picture }).picture ?? "").not.toMatch(/\p{Cc}/u);
    },
  );
});

describe("a subject", () => {
  it.each(["1", "a".repeat(255), "00uid4BxXw6I6TV4m0g3", "auth0|5f7c8ec7c33c6c004bbafe82"])(
    "%j is accepted",
    (subject) => {
      expect(claimsWith({ subject }).subject).toBe(subject);
    },
  );

  it.each([
    undefined,
    null,
    1234,
    true,
    {},
    ["1234"],
    "",
    " ",
    "12 34",
    "12\u000034",
    "1234\n",
    "１２３４",
    "a".repeat(256),
  ])("%j is refused", (subject) => {
    expect(() => claimsWith({ subject })).toThrow();
  });

  it("keeps its letter case: AB and ab are two accounts", () => {
    expect(claimsWith({ subject: "aB" }).subject).toBe("aB");
  });
});
