import { describe, expect, it } from "vitest";
import { translator } from "@/lib/i18n/translator";
import { disownedNotice } from "./disowned-notice";

const name = (id: string) => (id === "google" ? "Google" : id);
type Message = Parameters<typeof disownedNotice>[0];
const noticeOf = (changes: Partial<Message>) =>
  disownedNotice(
    {
      kind: "disowned",
      device: null,
      undone: [],
      kept: [],
      hasAccount: true,
      usedOwnAccount: false,
      ...changes,
    },
    name,
    translator("en"),
  );

describe("the notice of a disowned session", () => {
  it("says only that it ended if nothing was done in it", () => {
    const notice = noticeOf({});
    expect(notice).toMatchObject({ tone: "success", title: "Device signed out." });
    expect(notice.text).toBe("Someone signed in there with one of your connected accounts.");
    expect(notice.lists).toBeUndefined();
  });

  it("names the account that opened the session, if it is known", () => {
    const { text } = noticeOf({ provider: "google" });
    expect(text).toBe("Someone signed in there with your Google account.");
  });

  it("names the device, and no account of the user's if it used one of its own", () => {
    const undone = [{ what: "connected" as const, provider: "github" }];
    const notice = noticeOf({
      device: "Firefox on Windows",
      provider: "github",
      undone,
      usedOwnAccount: true,
    });
    expect(notice.title).toBe("Firefox on Windows is signed out.");
    expect(notice.text).toBe(
      "Someone signed in there with an account that they had connected to yours.",
    );
  });

  it("lists what was undone, and what stays with the reason", () => {
    const { lists } = noticeOf({
      undone: [
        { what: "connected", provider: "github" },
        { what: "disconnected", provider: "google" },
        { what: "picture" },
      ],
      kept: [
        { what: "username", why: "taken" },
        { what: "name", why: "changed-since" },
        { what: "profile", why: "unreadable" },
        { what: "disconnected", why: "of-another", provider: "google" },
        { what: "disconnected", why: "unreadable", provider: "google" },
        { what: "disconnected", why: "unreadable" },
        { what: "name", why: "lasting" },
        { what: "exported", why: "lasting" },
        { what: "sessions-ended", why: "lasting" },
        { what: "device-forgotten", why: "lasting" },
      ],
    });
    expect(lists?.map(({ items }) => items)).toEqual([
      [
        "github is disconnected again.",
        "Google is connected again.",
        "Your picture is what it was before.",
      ],
      [
        "Your username can’t be put back: someone else has the former one by now.",
        "Your name was changed again since, so it stays.",
        "Your profile can’t be put back: the server no longer has the key. Check it under Profile.",
        "Google belongs to another account here by now, so it stays disconnected.",
        "Google stays disconnected. Connect it again under Connected accounts.",
        "An account stays disconnected. Connect it again under Connected accounts.",
        "A change can’t be put back. Check it under Profile.",
        "Your data was downloaded.",
        "Other sessions were ended. Sign in again on those devices.",
        "Devices of yours were forgotten. The next sign-in on them counts as new.",
      ],
    ]);
  });

  it("says what to do at once if no account is left", () => {
    expect(noticeOf({ hasAccount: false }).text).toContain("Connect one within five minutes");
  });
});
