import { describe, expect, it } from "vitest";
import { thrownBy } from "@/lib/test-support/thrown";
import { readXClaims } from "./x";

/** https://docs.x.com/x-api/users/get-my-user, with the fields that are asked for. */
const data = {
  id: "2244994945",
  name: "X Dev" as unknown,
  username: "TwitterDev",
  profile_image_url: "https://pbs.twimg.com/profile_images/1267175364003901441/tBZNFAgA_normal.jpg",
  confirmed_email: "Dev@Example.com" as unknown,
};

const claimsOfResponse = (response: unknown, status = 200) =>
  readXClaims("t0ken", async (url, init) => {
    expect(url).toBe("https://api.x.com/2/users/me?user.fields=confirmed_email,profile_image_url");
    expect(new Headers(init.headers).get("authorization")).toBe("Bearer t0ken");
    return Response.json(response, { status });
  });
const claimsOf = (changes: object) => claimsOfResponse({ data: { ...data, ...changes } });

describe("an account at X", () => {
  it("has an id, a name, a picture and a confirmed address", async () => {
    expect(await claimsOf({})).toEqual({
      subject: "2244994945",
      email: "dev@example.com",
      email_verified: true,
      email_authoritative: false,
      name: "X Dev",
      picture: data.profile_image_url,
    });
  });

  it("takes the username as its name when there is no other", async () => {
    expect((await claimsOf({ name: undefined })).name).toBe("TwitterDev");
  });

  it.each([undefined, null, 5, ["dev@example.com"]])(
    "has no verified address with confirmed_email %j",
    async (confirmed_email) => {
      const claims = await claimsOf({ confirmed_email });
      expect(claims).toMatchObject({ email: null, email_verified: false });
    },
  );

  it("has no verified address by its badge or by an unconfirmed address", async () => {
    const changes = { confirmed_email: undefined, verified: true, email: "dev@example.com" };
    expect(await claimsOf(changes)).toMatchObject({ email: null, email_verified: false });
  });

  it.each([
    { errors: [{ title: "Forbidden" }] },
    { data: { ...data, id: 2244994945 } },
    { data: { ...data, id: "dev" } },
    { data: [data] },
    data,
    null,
  ])("is refused with %j", async (response) => {
    const error = await thrownBy(claimsOfResponse(response));
    expect(error).toMatchObject({ step: "userinfo", code: "malformed" });
  });

  it("is refused with an error status", async () => {
    const error = await thrownBy(claimsOfResponse({ data }, 403));
    expect(error).toMatchObject({ code: "bad-status" });
  });
});
