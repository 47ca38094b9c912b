import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import { describeError } from "@/lib/describe-error";
import { readTokenResponse } from "./token-response";

const form = "application/x-www-form-urlencoded";
const tokenResponse = (body: string, type = "application/json", status = 200) =>
  new Response(body, { status, headers: { "content-type": type } });
const faultOf = async (response: Response): Promise<ProviderError> => {
  const error = await readTokenResponse(response).catch((thrown: unknown) => thrown);
  if (error instanceof ProviderError) return error;
  throw new Error("the response was accepted, or refused with another error", { cause: error });
};

describe("a token response", () => {
  const tokens = { access_token: "gho_x", token_type: "bearer", scope: "user:email" };

  it.each([
    ["JSON", tokenResponse(JSON.stringify(tokens))],
    ["JSON under another type", tokenResponse(JSON.stringify(tokens), "text/plain")],
    ["a form", tokenResponse("access_token=gho_x&token_type=bearer&scope=user%3Aemail", form)],
    [
      "a form with a charset",
      tokenResponse(
        "access_token=gho_x&token_type=bearer&scope=user%3Aemail",
        `${form}; charset=utf-8`,
      ),
    ],
  ])("is read from %s", async (_, response) => {
    const { access_token, scope } = tokens;
    expect(await readTokenResponse(response)).toEqual({ access_token, scope, id_token: undefined });
  });

  it.each([
    ["JSON", tokenResponse('{"error":"bad_verification_code"}')],
    ["JSON beside a token", tokenResponse('{"access_token":"x","error":"bad_verification_code"}')],
    ["a form", tokenResponse("error=bad_verification_code&error_description=x", form)],
    ["a form beside a token", tokenResponse("access_token=x&error=bad_verification_code", form)],
    ["status 400", tokenResponse('{"error":"bad_verification_code"}', "application/json", 400)],
    ["status 401", tokenResponse('{"error":"bad_verification_code"}', "application/json", 401)],
  ])("is an error whose code the log names: in %s", async (_, response) => {
    const error = await faultOf(response);
    expect(error.code).toBe("error-response");
    expect(error.message).toBe("token: the endpoint returned error bad_verification_code");
  });

  it.each([
    ["null", "null"],
    ["a list", '[{"access_token":"x"}]'],
    ["a string", '"access_token"'],
    ["a number", "5"],
    ["nothing", ""],
    ["HTML", "<!doctype html><p>access_token=x</p>"],
    ["truncated JSON", '{"access_token":"x"'],
  ])("is malformed as %s", async (_, body) => {
    expect((await faultOf(tokenResponse(body))).code).toBe("malformed");
  });

  it.each([
    ["HTML", "<h1>502</h1>", "text/html", 502],
    ["a form with a token", "access_token=x", form, 500],
    ["JSON with a token", '{"access_token":"x"}', "application/json", 403],
    ["JSON null", "null", "application/json", 400],
    ["nothing", "", "text/plain", 404],
  ])("is refused with a bad status, even as %s", async (_, body, type, status) => {
    const error = await faultOf(tokenResponse(body, type, status));
    expect(error.code).toBe("bad-status");
    expect(error.message).toContain(String(status));
  });
});

describe("the members of a token response that we don't use", () => {
  const valid = { access_token: "x", token_type: "bearer", id_token: "a.b.c" };

  it.each([
    { refresh_token: null },
    { refresh_token: 5 },
    { expires_in: null },
    { expires_in: "soon" },
    { expires_in: -1 },
    { expires_in: {} },
    { scope: null },
    { scope: ["openid", "email"] },
    { token_type: "Bearer" },
    { token_type: "BEARER" },
    { token_type: null },
    { error_description: null, authorization_details: "x" },
  ])("decide nothing, right or wrong: %j", async (odd) => {
    const response = tokenResponse(JSON.stringify({ ...valid, ...odd }));
    const { access_token, id_token } = valid;
    expect(await readTokenResponse(response)).toEqual({ access_token, id_token, scope: null });
  });

  it.each([
    { access_token: null },
    { access_token: "" },
    { access_token: 5 },
    { token_type: "DPoP" },
  ])("are not these: %j is malformed", async (odd) => {
    const error = await faultOf(tokenResponse(JSON.stringify({ ...valid, ...odd })));
    expect(error.code).toBe("malformed");
  });
});

describe("the error code of a token response", () => {
  it.each([
    ["line breaks", "bad\r\n{'level':'info'}", "bad?level?info?"],
    ["terminal escapes", "\u001b[31mbad", "?31mbad"],
    ["a long text", "x".repeat(5000), "x".repeat(60)],
    ["an object", { secret: "s3cret" }, "without a code"],
    ["null", null, "without a code"],
    ["a number", 5, "without a code"],
  ])("is safe to log: %s", async (_, code, shown) => {
    const error = await faultOf(tokenResponse(JSON.stringify({ error: code })));
    expect(error.message).toBe(`token: the endpoint returned error ${shown}`);
  });

  it("is all that the error reveals of the response to a log", async () => {
    const body = { error: "invalid_grant", error_description: "s3cret", access_token: "s3cret" };
    const error = await faultOf(tokenResponse(JSON.stringify(body), "application/json", 400));
    expect(JSON.stringify([error.message, error, error.cause])).not.toContain("s3cret");
    expect(JSON.stringify(describeError(error)) + inspect(error, { depth: 9 })).not.toContain(
      "s3cret",
    );
    expect(error.description).toBe("s3cret");
  });
});
