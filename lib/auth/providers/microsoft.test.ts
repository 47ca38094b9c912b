import { describe, expect, it } from "vitest";
import { readMicrosoftClaims } from "./microsoft";

/**
 * A v2.0 ID Token's claims, as
 * https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference lists them, with the
 * optional claim of https://learn.microsoft.com/entra/identity-platform/optional-claims-reference
 */
const idToken = {
  ver: "2.0",
  iss: "https://login.microsoftonline.com/8eaef023-2b34-4da1-9baa-8bc8c9d6a490/v2.0",
  sub: "AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ",
  aud: "6cb04018-a3f5-46a7-b995-940c78f5aef3",
  exp: 1536361411,
  iat: 1536274711,
  nbf: 1536274711,
  name: "Abe Lincoln",
  preferred_username: "AbeLi@contoso.com",
  email: "AbeLi@contoso.com",
  oid: "00000000-0000-0000-66f3-3332eca7ea81",
  tid: "8eaef023-2b34-4da1-9baa-8bc8c9d6a490",
  nonce: "123523",
  aio: "Df2UVXL1ix!lMCWMSOJBcFatzcGfvFGhjKv8q5g0x732dR5MB5BisvGQO7YWByjd8iQDLq",
  xms_edov: true as unknown,
};

describe("a Microsoft account", () => {
  it("is identified by its subject and has the address of a verified domain", () => {
    expect(readMicrosoftClaims(idToken)).toEqual({
      subject: "AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ",
      email: "abeli@contoso.com",
      email_verified: true,
      email_authoritative: true,
      name: "Abe Lincoln",
      picture: null,
    });
  });

  it.each([true, 1, "1"])("has a verified address with xms_edov %j", (xms_edov) => {
    expect(readMicrosoftClaims({ ...idToken, xms_edov }).email_verified).toBe(true);
  });

  it.each([undefined, null, false, 0, "0", "false", "", "yes", 2, {}, [], [true]])(
    "has no verified address with xms_edov %j",
    (xms_edov) => {
      expect(readMicrosoftClaims({ ...idToken, xms_edov }).email_verified).toBe(false);
    },
  );

  it("ignores email_verified, which Microsoft never sends", () => {
    const claims = { ...idToken, xms_edov: undefined, email_verified: true };
    expect(readMicrosoftClaims(claims).email_verified).toBe(false);
  });

  it("never takes its username as an address, though it looks like one", () => {
    expect(readMicrosoftClaims({ ...idToken, email: undefined }).email).toBeNull();
  });
});

describe("Microsoft is authoritative", () => {
  const personal = { tid: "9188040d-6c67-4c5b-b112-36a304b66dad" };
  it.each([
    ["for an address of a directory's verified domain", {}, true],
    ["for its own mail domains", { ...personal, email: "Ada@Outlook.com" }, true],
    ["not for a personal account with an address elsewhere", personal, false],
    ["not without xms_edov", { xms_edov: undefined }, false],
  ])("%s", (_, changes, is) => {
    expect(readMicrosoftClaims({ ...idToken, ...changes }).email_authoritative).toBe(is);
  });
});
