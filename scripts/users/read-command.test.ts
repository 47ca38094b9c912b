import { describe, expect, it } from "vitest";
import { UsageError } from "./command-error";
import { readFutureTime } from "./option-values";
import { readCommand } from "./read-command";

const id = "2f0c1a52-6d0e-4b5e-9d0a-8a1f6c1f7f3b";

describe("the command line", () => {
  it.each([
    ["list --waiting --limit 5", { name: "list", isWaiting: true, limit: 5, before: null }],
    [`list --before ${id.toUpperCase()}`, { name: "list", before: id, limit: 50 }],
    ["show ada --json", { name: "show", user: "ada" }],
    ["role ada admin", { name: "role", user: "ada", role: "admin" }],
    ["suspend ada", { name: "suspend", until: null, reason: null }],
    ["invite", { name: "invite", email: null, uses: 1, expiresInSeconds: 604_800, note: null }],
    ["invite --uses 20 --expires 12h", { uses: 20, expiresInSeconds: 43_200 }],
    ["invite Ada@Example.com", { name: "invite", email: "ada@example.com" }],
    ["invite --list", { name: "list-invitations", limit: 50 }],
    [`invite --revoke ${id}`, { name: "revoke-invitation", id }],
  ])("%s is understood", (line, command) => {
    expect(readCommand(line.split(" "))).toMatchObject({ command, isConfirmed: false });
  });

  it("notices that npm took an option, which would suspend someone for good", () => {
    const taken = { npm_config_until: "7d" };
    expect(() => readCommand(["suspend", "ada"], taken)).toThrow("npm run users -- suspend");
    expect(readCommand(["list"], { npm_config_before: "2026-01-01" }).command.name).toBe("list");
    expect(readCommand(["show", "ada"], taken).command).toEqual({ name: "show", user: "ada" });
  });

  it("names what it doesn't understand, and what to type instead", () => {
    expect(() => readCommand(["show", "--foo", "ada"])).toThrow(/^show: Unknown option '--foo'\.$/);
    expect(() => readCommand(["list", "ada"])).toThrow("list --search ada");
  });

  it("takes --yes anywhere", () => {
    for (const line of ["delete --yes ada", "delete ada --yes"]) {
      expect(readCommand(line.split(" ")).isConfirmed).toBe(true);
    }
  });

  it.each([
    "promote ada",
    "constructor",
    "list ada",
    "list --limit 0",
    "list --limit 5000",
    "list --before ada",
    "list --until 7d",
    "show",
    "show ada grace",
    "role ada",
    "suspend ada --until yesterday",
    "suspend ada --until 2026-02-30",
    "suspend ada --until 2001-01-01",
    "suspend ada --until 0d",
    "invite ada",
    // With an empty address, which must not become a link for everyone.
    "invite ",
    "invite a@b.example,c@d.example",
    "invite ada@example.com --uses 2",
    "invite --uses 0",
    "invite --expires 30s",
    "invite --list --revoke x",
    "invite --list --note x",
    "invite --revoke 7",
    `invite ada@example.com --revoke ${id}`,
    "invite --limit 5",
  ])("%s is refused", (line) => {
    expect(() => readCommand(line.split(" "))).toThrow(UsageError);
  });
});

describe("the end of a suspension", () => {
  const now = new Date("2026-12-01T10:00:00Z");

  it.each([
    ["7d", "2026-12-08T10:00:00.000Z"],
    ["90m", "2026-12-01T11:30:00.000Z"],
    ["2026-12-31", "2026-12-31T00:00:00.000Z"],
    ["2026-12-31T18:00+01:00", "2026-12-31T17:00:00.000Z"],
    ["2028-02-29", "2028-02-29T00:00:00.000Z"],
  ])("%s is %s", (value, time) => {
    expect(readFutureTime("--until", value, now).toISOString()).toBe(time);
  });

  it.each(["2026-12-01", "2026-11-30T23:59:59Z"])("%s is in the past", (value) => {
    expect(() => readFutureTime("--until", value, now)).toThrow("is in the past");
  });

  it.each(["tomorrow", "31.12.2026", "2026-12-31T18:00", "2027-02-29", "-7d", ""])(
    "%s is no time",
    (value) => {
      expect(() => readFutureTime("--until", value, now)).toThrow("takes a day");
    },
  );
});
