import { describe, expect, it } from "vitest";
import { isReservedUsername } from "./reserved-usernames";

describe("a reserved username", () => {
  it.each([
    ["of who runs the site", ["admin", "administrator", "root", "security", "moderator", "staff"]],
    ["with a word around it", ["support-team", "the_admin", "foyer.support", "admins", "mod-team"]],
    ["of the product", ["foyer", "official-foyer", "foyer-team", "foyer-bot"]],
    ["of a mailbox", ["postmaster", "hostmaster", "webmaster", "abuse", "no-reply", "noreply"]],
    ["of an address", ["account", "sign-in", "too-many", "api", "setup", "settings"]],
    ["of no one", ["null", "undefined", "anonymous", "everyone"]],
    ["with separators", ["sup.port", "ad-min", "r.o-o_t", "sign_in"]],
    ["with look-alikes", ["adm1n", "r00t", "supp0rt", "b1ll1ng", "adrnin", "vvebmaster", "he1p"]],
  ])("is one %s", (_, names) => {
    expect(names.filter((name) => !isReservedUsername(name))).toEqual([]);
  });

  it("is none of a person, however near to one", () => {
    const names = ["ada", "grace.hopper", "admiral", "rooting", "security-fan", "supportive-sam"];
    const others = ["adam", "minna", "theadora", "realist", "modesty", "stafford", "info-ada"];
    expect([...names, ...others].filter(isReservedUsername)).toEqual([]);
  });
});
