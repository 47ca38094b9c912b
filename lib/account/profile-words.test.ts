import { describe, expect, it } from "vitest";
import { translator } from "@/lib/i18n/translator";
import { profileErrors, usernameHelp } from "./profile-words";

describe("the words of a profile's problems", () => {
  const t = translator("en");

  it("are one sentence for each rule, with its limit", () => {
    const problems = {
      username: ["tooShort", "tooLong", "taken"] as const,
      name: ["tooLong"] as const,
      picture: ["unknown"] as const,
    };
    expect(profileErrors(problems, t)).toEqual({
      username: [
        "Use at least 3 characters.",
        "Use at most 30 characters.",
        "That username is taken. Choose another.",
      ],
      name: ["Use at most 100 characters."],
      picture: ["Choose one of these pictures."],
    });
  });

  it("include the rules of usernames", () => {
    expect(usernameHelp(t)).toBe(
      "3–30 characters: lowercase letters and numbers, with single dots, hyphens or underscores in between.",
    );
  });
});
