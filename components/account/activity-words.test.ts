import { describe, expect, it } from "vitest";
import type { ActivityKind } from "@/lib/db/schema";
import { translator } from "@/lib/i18n/translator";
import { activityReason, activityWords } from "./activity-words";

const name = (id: string) => (id === "google" ? "Google" : id);
const t = translator("en");
const wordsOf = (kind: ActivityKind, detail: string | null = null) =>
  activityWords({ kind, provider: "google", detail }, name, t);

describe("why something was refused", () => {
  it.each([
    ["google", "email-unverified", "Google has no verified email address for you."],
    ["google", "not-connected", "That Google account isn’t connected to yours."],
    ["google", "account-of-another", "That Google account belongs to another account here."],
    ["google", "constructor", null],
    ["google", null, null],
  ])(
    "is said in a sentence, if the entry says it to the user: %s, %s",
    (provider, detail, reason) => {
      expect(activityReason({ provider, detail }, name, t)).toBe(reason);
    },
  );
});

describe("activity in words", () => {
  it.each<[ActivityKind, string | null, string]>([
    ["account-created", null, "Account created with Google"],
    ["sign-in", null, "Signed in with Google"],
    ["sign-in", "new-device", "New sign-in with Google"],
    ["newer-kind" as ActivityKind, null, "Other activity"],
    ["sign-in-refused", null, "A sign-in with Google was refused"],
    ["sign-in-refused", "email-unverified", "A sign-in with Google was refused"],
    ["sign-in-refused", "constructor", "A sign-in with Google was refused"],
    ["sign-out", null, "Signed out"],
    ["confirmed", null, "Identity confirmed with Google"],
    ["confirm-refused", "not-connected", "A confirmation with Google was refused"],
    ["connected", null, "Google connected"],
    ["connect-refused", "account-of-another", "Connecting Google was refused"],
    ["connected", "restored", "Google connected again, in a browser that you had used before"],
    ["connected", "undone", "Google connected again, since it wasn’t you who disconnected it"],
    ["disconnected", "undone", "Google disconnected, since it wasn’t you who connected it"],
    ["sign-in-disowned", null, "You said that a sign-in with Google wasn’t you"],
    ["disconnected", null, "Google disconnected"],
    ["session-ended", null, "A device was signed out"],
    ["other-sessions-ended", "1", "The other device was signed out"],
    ["other-sessions-ended", "3", "3 other devices were signed out"],
    ["device-vouched", null, "A device marked as yours"],
    ["profile-changed", "username, name", "Profile changed: username, name"],
    ["profile-changed", "name, newer-field", "Profile changed: name, newer-field"],
    ["used-elsewhere", "network", "A session was used from another network"],
    ["used-elsewhere", null, "A session was used elsewhere"],
    ["address-changed", null, "Address changed to the one at Google"],
    ["profile-changed", "undone: username", "Profile put back: username"],
    ["address-changed", "undone", "Address put back"],
    ["exported", null, "Your data was downloaded"],
    ["connected", "recovered", "Google connected with a recovery link"],
    ["role-changed", "editor", "Your role was changed to editor"],
    ["recovery-stopped", null, "You stopped the recovery of your account"],
  ])("%s, %s", (kind, detail, words) => {
    expect(wordsOf(kind, detail)).toBe(words);
  });

  it.each<[ActivityKind, string]>([
    ["session-ended", "Firefox on Windows was signed out"],
    ["device-vouched", "Firefox on Windows marked as yours"],
    ["device-forgotten", "Firefox on Windows was forgotten"],
    ["sign-in-disowned", "You said that a sign-in with Google on Firefox on Windows wasn’t you"],
  ])("names the device that was concerned: %s", (kind, words) => {
    const subjectUserAgent =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
    const entry = { kind, provider: "google", detail: null, subjectUserAgent };
    expect(activityWords(entry, name, t)).toBe(words);
  });

  it("doesn't need to know the provider", () => {
    const entry = { kind: "sign-in", provider: null, detail: null } as const;
    expect(activityWords(entry, name, t)).toBe("Signed in with a provider");
  });
});
