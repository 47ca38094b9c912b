import { expect, it, vi } from "vitest";
import { discoverMetadata } from "@/lib/auth/oauth/discovery";
import { selfSignedCertificate, startTlsServer } from "@/lib/test-support/certificates";
import { closedOrigin, startLocalServer } from "@/lib/test-support/local-server";
import { unusableMetadata } from "./unusable-metadata";

const variable = "AUTH_OIDC_ACME_ISSUER";

/** The finding about an issuer that the app itself rejects. */
async function findingOn(issuer: string) {
  const error: unknown = await discoverMetadata(issuer).then(
    () => expect.fail("the app accepts the issuer"),
    (thrown: unknown) => thrown,
  );
  const finding = await unusableMetadata("Acme", { issuer, variable }, error);
  expect(finding).toMatchObject({ check: "metadata", status: "fail" });
  return finding;
}

const endpointsOf = (origin: string) => ({
  authorization_endpoint: `${origin}/authorize`,
  token_endpoint: `${origin}/token`,
  jwks_uri: `${origin}/jwks`,
});

/** A server whose metadata is this, for its own origin. */
async function serve(document: (origin: string) => unknown, status = 200): Promise<string> {
  const { origin } = await startLocalServer((request, response) => {
    const body = document(`http://${request.headers.host}`);
    response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body));
  });
  return origin;
}

type Case = [string, (origin: string) => unknown, number, RegExp, RegExp];

it.each<Case>([
  ["no metadata", () => "Not Found", 404, /status 404/, /Correct AUTH_OIDC_ACME_ISSUER: .*realms/],
  ["a server out of order", () => "Sorry", 503, /responds with status 503/, /Open that address/],
  ["a web page", () => "<h1>Sign in</h1>", 200, /other than metadata/, /sign-in page responds/],
  [
    "metadata without endpoints",
    (origin) => ({ issuer: origin }),
    200,
    /has no authorization_endpoint, token_endpoint, jwks_uri/,
    /Correct AUTH_OIDC_ACME_ISSUER/,
  ],
  [
    "metadata of another issuer",
    (origin) => ({ issuer: "https://id.acme.test/realms/a", ...endpointsOf(origin) }),
    200,
    /names another issuer, https:\/\/id\.acme\.test\/realms\/a$/,
    /^Set AUTH_OIDC_ACME_ISSUER=https:\/\/id\.acme\.test\/realms\/a, if that is your provider/,
  ],
  [
    "an issuer that differs by its slash",
    (origin) => ({ issuer: `${origin}/`, ...endpointsOf(origin) }),
    200,
    /differs by a slash at the end/,
    /^Set AUTH_OIDC_ACME_ISSUER=http:\/\/127\.0\.0\.1:\d+\/: /,
  ],
  [
    "metadata with members of another type",
    (origin) => ({ issuer: origin, ...endpointsOf(origin), jwks_uri: "not an address" }),
    200,
    /members that the app cannot read/,
    /Discovery 1\.0/,
  ],
])("says what is wrong with %s, and what to do", async (_, document, status, text, fix) => {
  const finding = await findingOn(await serve(document, status));
  expect(finding.text).toMatch(text);
  expect(finding.fix).toMatch(fix);
});

it("names the issuer behind a redirect", async () => {
  const { origin } = await startLocalServer((request, response) => {
    const own = `http://${request.headers.host}`;
    if (request.url?.startsWith("/old/"))
      return response.writeHead(301, { location: "/new/.well-known/openid-configuration" }).end();
    response.end(JSON.stringify({ issuer: `${own}/new` }));
  });
  const finding = await findingOn(`${origin}/old`);
  expect(finding.text).toMatch(/redirects to .*\/new\/\.well-known\/openid-configuration/);
  expect(finding.fix).toContain(`Set ${variable}=${origin}/new,`);
});

it("names no issuer behind a redirect to a sign-in page", async () => {
  const { origin } = await startLocalServer((request, response) => {
    if (request.url === "/login") return response.end("<h1>Sign in</h1>");
    response.writeHead(302, { location: "/login" }).end();
  });
  expect((await findingOn(origin)).fix).toMatch(/without a redirect or a sign-in/);
});

it("reports http endpoints of an https issuer, and the setting behind them", async () => {
  const origin = "https://id.acme.test";
  const document = { issuer: origin, ...endpointsOf("http://id.acme.test") };
  vi.stubGlobal("fetch", async () => Response.json(document));
  const finding = await findingOn(origin);
  expect(finding.text).toContain("authorization_endpoint, token_endpoint, jwks_uri");
  expect(finding.fix).toContain("X-Forwarded-Proto");
});

it("says that nothing listens there, and which variable to correct", async () => {
  const origin = await closedOrigin();
  const finding = await findingOn(origin);
  expect(finding.text).toContain(`nothing listens at ${origin.replace("http://", "")}`);
  expect(finding.fix).toContain(variable);
});

it("tells an https issuer on a port without TLS from a certificate that is not accepted", async () => {
  const { origin } = await startLocalServer((_request, response) => response.end("{}"));
  const finding = await findingOn(origin.replace("http:", "https:"));
  expect(finding.text).toContain("does not speak TLS");
  expect(finding.text).not.toContain("certificate");
  expect(finding.fix).toContain(`Correct the port in ${variable}`);
});

it("names NODE_EXTRA_CA_CERTS for a certificate of a private authority", async () => {
  vi.stubEnv("NODE_EXTRA_CA_CERTS", "");
  const finding = await findingOn(await startTlsServer(await selfSignedCertificate()));
  expect(finding.text).toContain("self-signed");
  expect(finding.fix).toContain("set NODE_EXTRA_CA_CERTS=/path/to/ca.pem");
});
