import { describe, expect, it } from "vitest";
import { parseProfile, readProfileFields, shownFields } from "./profile";

const picture = "0b2cf5b4-6d1c-4b58-9d53-4c7a1d9e0f11";
const good = { username: "ada", name: "Ada Lovelace", picture };
const parse = (changes: Partial<typeof good>, username = "ada.old", image: string | null = null) =>
  parseProfile({ ...good, ...changes }, { username, image });

describe("a submitted profile", () => {
  it("is accepted", () => {
    expect(parse({})).toEqual({
      change: { username: "ada", name: "Ada Lovelace", pictureOf: picture },
    });
  });

  it("may have neither name nor picture", () => {
    // White space, and what Unicode displays as nothing.
    for (const name of ["  ", "\u3164\u2800", "\u200b\ufe0f"]) {
      expect(parse({ name, picture: "none" })).toEqual({
        change: { username: "ada", name: null, pictureOf: null },
      });
    }
  });

  it("keeps a username that predates the rules as long as it is unchanged", () => {
    expect(parse({ username: "o'brien+test" }, "o'brien+test")).toMatchObject({
      change: { username: "o'brien+test" },
    });
    expect(parse({ username: "o'brien+test2" }, "o'brien+test")).toHaveProperty(
      "problems.username",
    );
  });

  it("keeps line breaks and control characters out of names", () => {
    expect(parse({ name: " Ada\r\n\u0000Lovelace " })).toMatchObject({
      change: { name: "Ada Lovelace" },
    });
  });

  it("reports an error for each invalid field", () => {
    const parsed = parse({ username: "a b", name: "x".repeat(101), picture: "other" });
    expect(parsed).toEqual({
      problems: { username: ["characters"], name: ["tooLong"], picture: ["unknown"] },
    });
  });

  it("counts an emoji as one character", () => {
    expect(parse({ name: "👩".repeat(100) })).toHaveProperty("change");
    expect(parse({ name: "👩".repeat(101) })).toHaveProperty("problems.name");
  });

  it("may keep the picture that the user uploaded, while they show one", () => {
    const kept = parse({ picture: "own" }, "ada.old", `/pictures/${picture}`);
    expect(kept).toEqual({ change: { username: "ada", name: "Ada Lovelace" } });
    for (const image of [null, "https://lh3.googleusercontent.com/a/1"]) {
      expect(parse({ picture: "own" }, "ada.old", image)).toHaveProperty("problems.picture");
    }
  });

  it.each([
    ["a URL", "https://evil.example/x.png"],
    ["an id in upper case", picture.toUpperCase()],
    ["empty", ""],
  ])("refuses a picture that is %s", (_, chosen) => {
    expect(parse({ picture: chosen })).toHaveProperty("problems.picture");
  });
});

it("refuses a missing or repeated field, even one that may be empty", () => {
  const form = new FormData();
  form.append("username", "ada");
  form.append("username", "eve");
  const fields = readProfileFields(form);
  expect(fields).toEqual({ username: null, name: null, picture: null });
  expect(parseProfile(fields, { username: "ada", image: null })).toEqual({
    problems: { username: ["tooLong"], name: ["tooLong"], picture: ["unknown"] },
  });
  expect(shownFields(fields)).toEqual({ username: "", name: "", picture: "" });
});

it("says that a username is too long, however long it is", () => {
  for (const length of [31, 10_000]) {
    const form = new FormData();
    form.append("username", "x".repeat(length));
    const parsed = parseProfile(readProfileFields(form), { username: "ada", image: null });
    expect(parsed, `${length}`).toHaveProperty("problems.username", ["tooLong"]);
  }
});
