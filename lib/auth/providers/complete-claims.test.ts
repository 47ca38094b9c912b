import { describe, expect, it } from "vitest";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import { thrownBy } from "@/lib/test-support/thrown";
import { standardClaims } from "./claims";
import { completeClaims, type UserinfoClaim } from "./complete-claims";

const all: UserinfoClaim[] = ["email", "email_verified", "name", "picture"];
const complete = {
  sub: "1234",
  email: "ada@example.com",
  email_verified: true as unknown,
  name: "Ada",
  picture: "https://a.example/a.png",
};
const without = (...names: string[]) =>
  Object.fromEntries(Object.entries(complete).filter(([name]) => !names.includes(name)));

/** Completes an ID Token from this UserInfo response, or from one that fails. */
async function completeFrom(idToken: object, userinfo: object | Error, wanted = all) {
  let calls = 0;
  const ignored: Error[] = [];
  const raw = completeClaims(idToken as Record<string, unknown>, wanted, {
    endpoint: "https://id.example.com/userinfo",
    accessToken: "t0ken",
    fetch: async () => {
      calls += 1;
      if (userinfo instanceof Error) throw userinfo;
      return Response.json(userinfo);
    },
    verifyJwt: () => Promise.reject(new Error("is not asked")),
    onUnavailable: (error) => ignored.push(error),
  });
  return { claims: raw.then(standardClaims), calls: () => calls, ignored };
}

describe("an ID Token that has what we need", () => {
  it.each([
    ["all of it", complete, all],
    ["an unverified address", { ...complete, email_verified: false }, all],
    ["the parts of a name", { ...without("name"), given_name: "Ada", family_name: "L" }, all],
    ["all but what isn't asked for", without("picture", "name"), all.slice(0, 2)],
    ["nothing, and nothing is asked for", { sub: "1234" }, []],
  ])("costs no request: with %s", async (_, idToken, wanted) => {
    const { claims, calls } = await completeFrom(idToken, complete, wanted as UserinfoClaim[]);
    expect((await claims).subject).toBe("1234");
    expect(calls()).toBe(0);
  });
});

describe("an ID Token that lacks claims is completed, member by member:", () => {
  it.each([
    ["the address", without("email", "email_verified"), complete],
    ["whether it is verified", without("email_verified"), complete],
    ["a Boolean for text", { ...complete, email_verified: "true" }, complete],
    ["the address, beside a flag about another", without("email"), complete],
    [
      "the same address in other letter case",
      without("email_verified"),
      { ...complete, email: "ADA@Example.com" },
    ],
    ["the name", without("name"), complete],
    ["the picture", without("picture"), complete],
    ["a claim that is null", { ...complete, email: null, name: null }, complete],
    ["everything", { sub: "1234" }, complete],
  ])("%s", async (_, idToken, userinfo) => {
    const { claims, calls } = await completeFrom(idToken, userinfo);
    expect(await claims).toMatchObject({
      email: "ada@example.com",
      email_verified: true,
      name: "Ada",
      picture: complete.picture,
    });
    expect(calls()).toBe(1);
  });

  it("name and picture of the ID Token, the address of UserInfo", async () => {
    const own = { sub: "1234", name: "Countess", picture: "https://a.example/own.png" };
    const { claims } = await completeFrom(own, complete);
    const { name, picture } = own;
    expect(await claims).toMatchObject({ name, picture, email: "ada@example.com" });
  });
});

describe("a flag of one source never verifies the address of the other:", () => {
  it.each([
    ["UserInfo has only the flag", without("email_verified"), without("email"), "ada@example.com"],
    [
      "the ID Token has only the flag",
      without("email"),
      without("email_verified"),
      "ada@example.com",
    ],
    [
      "both name an address, and neither vouches for it",
      without("email_verified"),
      { sub: "1234", email: "eve@example.com" },
      "ada@example.com",
    ],
    [
      "UserInfo takes it back",
      without("email_verified"),
      { ...complete, email_verified: false },
      "ada@example.com",
    ],
  ])("%s", async (_, idToken, userinfo, email) => {
    const { claims } = await completeFrom(idToken, userinfo);
    expect(await claims).toMatchObject({ email, email_verified: false });
  });

  it("UserInfo vouches for another address, and only for that one", async () => {
    const other = { ...complete, email: "eve@example.com" };
    const { claims } = await completeFrom(without("email_verified"), other);
    expect(await claims).toMatchObject({ email: "eve@example.com", email_verified: true });
  });

  it("hd, too, is about the address of its own source", async () => {
    const idToken = {
      sub: "1234",
      hd: "corp.example",
      name: "Ada",
      picture: "https://a.example/a",
    };
    const raw = await completeClaims(idToken, all, {
      endpoint: "https://id.example.com/userinfo",
      accessToken: "t0ken",
      fetch: async () => Response.json(complete),
      verifyJwt: () => Promise.reject(new Error("is not asked")),
      onUnavailable: () => {},
    });
    expect(raw).toMatchObject({ email: "ada@example.com" });
    expect(raw.hd).toBeUndefined();
  });
});

describe("a UserInfo response that can't be used", () => {
  const away = new ProviderError("userinfo", "timeout");

  it.each([
    [without("name"), away],
    [without("picture"), away],
    [without("name", "picture"), { ...complete, sub: "5678" }],
  ])("turns no one away over a name or a picture: %j", async (idToken, userinfo) => {
    const { claims, ignored } = await completeFrom(idToken, userinfo);
    expect(await claims).toMatchObject({ email: "ada@example.com", email_verified: true });
    expect((await claims).name).toBe("name" in idToken ? "Ada" : null);
    expect(ignored).toHaveLength(1);
  });

  it.each([without("email"), without("email_verified"), { sub: "1234" }])(
    "fails a sign-in that needs it: %j",
    async (idToken) => {
      for (const userinfo of [away, { ...complete, sub: "5678" }]) {
        const { claims, ignored } = await completeFrom(idToken, userinfo);
        expect(await thrownBy(claims)).toMatchObject({ step: "userinfo" });
        expect(ignored).toEqual([]);
      }
    },
  );

  it("hides no fault of our own", async () => {
    const { claims } = await completeFrom(without("picture"), new TypeError("x is not a function"));
    expect(await thrownBy(claims)).toBeInstanceOf(TypeError);
  });
});
