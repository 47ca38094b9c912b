import { describe, expect, it } from "vitest";
import { startLocalServer } from "@/lib/test-support/local-server";
import { discoverMetadata } from "./discovery";

const document = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
});

/** Starts an issuer whose document has these members too. */
const startIssuer = (members: object) =>
  startLocalServer((request, response) => {
    const issuer = `http://${request.headers.host}`;
    response.end(JSON.stringify({ ...document(issuer), ...members }));
  });

describe("an OpenID provider's metadata", () => {
  it.each([
    ["null", null],
    ["a number", 5],
    ["text", "RS256"],
    ["an object", {}],
    ["an empty list", []],
    ["a list of the wrong type", [null, 5]],
  ])("is usable with optional members that are %s", async (_, odd) => {
    const optional = {
      userinfo_endpoint: odd,
      id_token_signing_alg_values_supported: odd,
      userinfo_signing_alg_values_supported: odd,
      token_endpoint_auth_methods_supported: odd,
      authorization_response_iss_parameter_supported: odd,
      scopes_supported: odd,
    };
    const { origin } = await startIssuer(optional);
    expect(await discoverMetadata(origin)).toEqual(document(origin));
  });

  it("promises iss in every response even as text, which would be unsafe to overlook", async () => {
    const { origin } = await startIssuer({
      authorization_response_iss_parameter_supported: "true",
    });
    const metadata = await discoverMetadata(origin);
    expect(metadata.authorization_response_iss_parameter_supported).toBe(true);
  });
});
