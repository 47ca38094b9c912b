import { describe, expect, it } from "vitest";
import { thrownBy } from "@/lib/test-support/thrown";
import { readDiscordClaims } from "./discord";

/** https://discord.com/developers/docs/resources/user#user-object-example-user */
const user = {
  id: "80351110224678912",
  username: "nelly",
  discriminator: "0",
  global_name: "Nelly" as unknown,
  avatar: "8342729096ea3675442027381ff50dfe" as unknown,
  verified: true as unknown,
  email: "nelly@discord.com" as unknown,
  flags: 64,
  banner: "06c16474723fe537c283b8efa61a30c8",
  accent_color: 16711680,
  premium_type: 1,
  public_flags: 64,
};

const claimsOf = (changes: object, status = 200) =>
  readDiscordClaims("t0ken", async (url, init) => {
    expect(url).toBe("https://discord.com/api/v10/users/@me");
    expect(new Headers(init.headers).get("authorization")).toBe("Bearer t0ken");
    return Response.json({ ...user, ...changes }, { status });
  });

describe("a Discord user", () => {
  it("has an id, a display name, a picture and a verified address", async () => {
    expect(await claimsOf({})).toEqual({
      subject: "80351110224678912",
      email: "nelly@discord.com",
      email_verified: true,
      email_authoritative: false,
      name: "Nelly",
      picture:
        "https://cdn.discordapp.com/avatars/80351110224678912/8342729096ea3675442027381ff50dfe.png?size=128",
    });
  });

  it("takes the username without a display name, and may have no picture", async () => {
    const claims = await claimsOf({ global_name: null, avatar: null });
    expect(claims).toMatchObject({ name: "nelly", picture: null });
  });

  it.each([false, undefined, null, "true", 1])(
    "has no verified address with verified %j",
    async (verified) => {
      expect((await claimsOf({ verified })).email_verified).toBe(false);
    },
  );

  it.each([undefined, null, 5])("has no address with email %j", async (email) => {
    expect((await claimsOf({ email })).email).toBeNull();
  });

  it.each(["../../evil", "a/b", "?x=", "", 5])("has no picture with avatar %j", async (avatar) => {
    expect((await claimsOf({ avatar })).picture).toBeNull();
  });

  it.each([{ id: undefined }, { id: 80351110224678912 }, { id: "nelly" }, { username: null }])(
    "is refused with %j",
    async (changes) => {
      const error = await thrownBy(claimsOf(changes));
      expect(error).toMatchObject({ step: "userinfo", code: "malformed" });
    },
  );

  it("is refused with an error status", async () => {
    expect(await thrownBy(claimsOf({}, 401))).toMatchObject({ code: "bad-status" });
  });
});
