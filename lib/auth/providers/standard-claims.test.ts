import { describe, expect, it } from "vitest";
import { standardClaims } from "./claims";

/**
 * With the scopes `openid email profile`, by
 * https://docs.gitlab.com/integration/openid_connect_provider/
 */
const gitlab = {
  iss: "https://gitlab.com",
  sub: "4711",
  aud: "client",
  exp: 1700000120,
  iat: 1700000000,
  auth_time: 1699999000,
  sub_legacy: "0b1e7f2ac2d1b8e9cf3d6a5f4e3d2c1b0a99887766554433221100ffeeddccbb",
  name: "Sidney Jones",
  nickname: "sidney",
  preferred_username: "sidney",
  email: "sidney@example.com",
  email_verified: true,
  website: "https://example.com",
  profile: "https://gitlab.com/sidney",
  picture: "https://gitlab.com/uploads/-/system/user/avatar/4711/avatar.png",
  groups_direct: ["group1"],
};

describe("the standard claims of OpenID Connect", () => {
  it("are read from GitLab's ID Token", () => {
    expect(standardClaims(gitlab)).toEqual({
      subject: "4711",
      email: "sidney@example.com",
      email_verified: true,
      email_authoritative: false,
      name: "Sidney Jones",
      picture: gitlab.picture,
    });
  });

  it.each([false, undefined, null, "true", 1])(
    "have no verified address with email_verified %j",
    (email_verified) => {
      expect(standardClaims({ ...gitlab, email_verified }).email_verified).toBe(false);
    },
  );

  it.each([
    [{ name: undefined, given_name: "Sidney", family_name: "Jones" }, "Sidney Jones"],
    [{ name: null, given_name: "Sidney" }, "Sidney"],
    [{ name: " ", family_name: "Jones" }, "Jones"],
    [{ name: "\u3164", given_name: "\u200b", family_name: "Jones" }, "Jones"],
    [{ name: "Sid", given_name: "Sidney", family_name: "Jones" }, "Sid"],
    [{ name: undefined, given_name: 5, family_name: {} }, null],
  ])("have a name made of its parts where there is no whole one: %j", (names, name) => {
    expect(standardClaims({ ...gitlab, ...names }).name).toBe(name);
  });

  it("take no address but `email`: the username may be anything", () => {
    const claims = { ...gitlab, email: undefined, preferred_username: "eve@example.com" };
    expect(standardClaims(claims).email).toBeNull();
  });
});
