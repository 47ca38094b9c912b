import { describe, expect, it } from "vitest";
import { startLocalServer } from "@/lib/test-support/local-server";
import { thrownBy } from "@/lib/test-support/thrown";
import { providerFetch } from "./provider-fetch";
import { withUserinfo } from "./userinfo";

const idToken = { sub: "1234", name: "Ada", email_verified: true };
const userinfo = { sub: "1234", email: "ada@example.com", email_verified: true };

async function complete(body: unknown, { from = idToken as object, status = 200 } = {}) {
  const seen: (string | undefined)[] = [];
  const { origin, paths } = await startLocalServer((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body));
  });
  const claims = withUserinfo(from as Record<string, unknown>, {
    endpoint: `${origin}/userinfo`,
    accessToken: "t0ken",
    fetch: (url, init) => providerFetch("userinfo", url, init),
  });
  return { claims, paths, seen };
}

describe("the claims of an ID Token without an address", () => {
  it("are completed from the UserInfo endpoint, asked with the access token", async () => {
    const { claims, paths, seen } = await complete(userinfo);
    expect(await claims).toEqual({ ...userinfo, name: "Ada" });
    expect([paths, seen]).toEqual([["/userinfo"], ["Bearer t0ken"]]);
  });

  it("count as verified only if the UserInfo response itself says so", async () => {
    const { claims } = await complete({ sub: "1234", email: "ada@example.com" });
    expect((await claims).email_verified).toBeUndefined();
  });

  it.each([
    { ...userinfo, sub: "5678" },
    { ...userinfo, sub: undefined },
    { ...userinfo, sub: 1234 },
    { ...userinfo, sub: ["1234"] },
    {},
    [userinfo],
    null,
    "<p>hello</p>",
    "eyJhbGciOiJSUzI1NiJ9.e30.sig",
  ])("are refused with the UserInfo response %j", async (body) => {
    const error = await thrownBy((await complete(body)).claims);
    expect(error).toMatchObject({ step: "userinfo", code: "malformed" });
  });

  it.each([401, 403, 500])("are refused with status %i", async (status) => {
    const error = await thrownBy((await complete(userinfo, { status })).claims);
    expect(error).toMatchObject({ step: "userinfo", code: "bad-status" });
  });

  it("stay as they are if there is no such endpoint", async () => {
    const userinfo = { endpoint: undefined, accessToken: "t", fetch: () => Promise.reject() };
    expect(await withUserinfo(idToken, userinfo)).toBe(idToken);
  });
});

describe("the claims of an ID Token with an address", () => {
  it.each(["ada@example.com", "", null])(
    "are not completed, even with the address %j",
    async (email) => {
      const { claims, paths } = await complete(userinfo, { from: { ...idToken, email } });
      expect(await claims).toEqual({ ...idToken, email });
      expect(paths).toEqual([]);
    },
  );
});
