import { describe, expect, it } from "vitest";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import { readTokenResponse } from "./token-response";

const form = "application/x-www-form-urlencoded";
const received = (body: string, type = "application/json", status = 200) =>
  new Response(body, { status, headers: { "content-type": type } });
const faultOf = async (response: Response): Promise<ProviderError> => {
  const error = await readTokenResponse(response).catch((thrown: unknown) => thrown);
  if (error instanceof ProviderError) return error;
  throw new Error("the answer was accepted, or refused with another error", { cause: error });
};

describe("a token endpoint's answer", () => {
  const tokens = { access_token: "gho_x", token_type: "bearer", scope: "user:email" };

  it.each([
    ["JSON", received(JSON.stringify(tokens))],
    ["JSON under another type", received(JSON.stringify(tokens), "text/plain")],
    ["a form", received("access_token=gho_x&token_type=bearer&scope=user%3Aemail", form)],
    [
      "a form with a charset",
      received("access_token=gho_x&token_type=bearer&scope=user%3Aemail", `${form}; charset=utf-8`),
    ],
  ])("is read from %s", async (_, response) => {
    expect(await readTokenResponse(response)).toEqual(tokens);
  });

  it.each([
    ["JSON", received('{"error":"bad_verification_code"}')],
    ["JSON beside a token", received('{"access_token":"x","error":"bad_verification_code"}')],
    ["a form", received("error=bad_verification_code&error_description=x", form)],
    ["a form beside a token", received("access_token=x&error=bad_verification_code", form)],
    ["status 400", received('{"error":"bad_verification_code"}', "application/json", 400)],
    ["status 401", received('{"error":"bad_verification_code"}', "application/json", 401)],
  ])("is an error that is named in the log: in %s", async (_, response) => {
    const error = await faultOf(response);
    expect(error.code).toBe("error-response");
    expect(error.message).toBe("token: the answer was error bad_verification_code");
  });

  it.each([
    ["null", "null"],
    ["a list", '[{"access_token":"x"}]'],
    ["a text", '"access_token"'],
    ["a number", "5"],
    ["nothing", ""],
    ["HTML", "<!doctype html><p>access_token=x</p>"],
    ["half of it", '{"access_token":"x"'],
  ])("that is %s is malformed", async (_, body) => {
    expect((await faultOf(received(body))).code).toBe("malformed");
  });

  it.each([
    ["HTML", "<h1>502</h1>", "text/html", 502],
    ["a form with a token", "access_token=x", form, 500],
    ["JSON with a token", '{"access_token":"x"}', "application/json", 403],
    ["JSON null", "null", "application/json", 400],
    ["nothing", "", "text/plain", 404],
  ])("with a bad status is refused, though it is %s", async (_, body, type, status) => {
    const error = await faultOf(received(body, type, status));
    expect(error.code).toBe("bad-status");
    expect(error.message).toContain(String(status));
  });
});

describe("the error code of an answer", () => {
  it.each([
    ["line breaks", "bad\r\n{'level':'info'}", "bad?level?info?"],
    ["terminal escapes", "\u001b[31mbad", "?31mbad"],
    ["a long text", "x".repeat(5000), "x".repeat(60)],
    ["an object", { secret: "s3cret" }, "without a code"],
    ["null", null, "without a code"],
    ["a number", 5, "without a code"],
  ])("cannot write the log when it is %s", async (_, code, shown) => {
    const error = await faultOf(received(JSON.stringify({ error: code })));
    expect(error.message).toBe(`token: the answer was error ${shown}`);
  });

  it("brings nothing else of the answer along", async () => {
    const body = { error: "invalid_grant", error_description: "s3cret", access_token: "s3cret" };
    const error = await faultOf(received(JSON.stringify(body), "application/json", 400));
    expect(JSON.stringify([error.message, error, error.cause])).not.toContain("s3cret");
  });
});
