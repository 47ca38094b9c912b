import { expect, it, vi } from "vitest";
import { selfSignedCertificate, startTlsServer } from "@/lib/test-support/certificates";
import { closedOrigin, startLocalServer } from "@/lib/test-support/local-server";
import { checkAppAddress } from "./app-address";

it.each<[string, number, Record<string, string>, string, string]>([
  ["this app", 200, {}, '{"live":true}', "ok"],
  ["another page", 200, {}, "<h1>Welcome to nginx</h1>", "warn"],
  ["a proxy without an app", 502, {}, "Bad Gateway", "warn"],
  [
    "a redirect to another host",
    308,
    { location: "https://www.foyer.test/api/health" },
    "",
    "warn",
  ],
  ["a missing page", 404, {}, "", "warn"],
])("reports what responds at AUTH_URL: %s", async (_, status, headers, body, expected) => {
  const { origin } = await startLocalServer((_request, response) => {
    response.writeHead(status, headers).end(body);
  });
  expect(await checkAppAddress(origin)).toMatchObject({ status: expected });
});

it("names the address that visitors are redirected to", async () => {
  const { origin } = await startLocalServer((_request, response) => {
    response.writeHead(301, { location: "https://www.foyer.test/" }).end();
  });
  expect((await checkAppAddress(origin)).fix).toContain("AUTH_URL=https://www.foyer.test ");
});

it("skips an app that is not running yet", async () => {
  expect(await checkAppAddress(await closedOrigin())).toMatchObject({ status: "skipped" });
});

it.each<[string, number, Record<string, string>, string, RegExp, RegExp]>([
  ["a protected address", 401, {}, "Log in", /does not let the doctor in/, /deployment protection/],
  [
    "a proxy that wants another sign-in",
    302,
    { location: "/oauth2/start" },
    "",
    /redirects requests before they reach the app/,
    /pass requests on unchanged/,
  ],
  [
    "a port that expects https",
    400,
    {},
    "The plain HTTP request was sent to HTTPS port",
    /expects https/,
    /^Set AUTH_URL=https:\/\/127\.0\.0\.1/,
  ],
])("says what %s is, and what to do", async (_, status, headers, body, text, fix) => {
  const { origin } = await startLocalServer((_request, response) => {
    response.writeHead(status, headers).end(body);
  });
  const finding = await checkAppAddress(origin);
  expect(finding).toMatchObject({ status: "warn", text: expect.stringMatching(text) });
  expect(finding.fix).toMatch(fix);
});

it("says that an https address leads to a port without TLS, not that a certificate is wrong", async () => {
  const { origin } = await startLocalServer((_request, response) => response.end());
  const finding = await checkAppAddress(origin.replace("http:", "https:"));
  expect(finding).toMatchObject({
    status: "fail",
    text: expect.stringContaining("does not speak TLS"),
    fix: expect.stringContaining("Set AUTH_URL"),
  });
  expect(finding.text).not.toContain("certificate");
});

it.each([
  ["unset", "", /NODE_EXTRA_CA_CERTS=\/path\/to\/ca\.pem/],
  ["set", "/etc/ssl/other.pem", /NODE_EXTRA_CA_CERTS is set and doesn't help/],
])("names NODE_EXTRA_CA_CERTS, %s, for a self-signed certificate", async (_, value, fix) => {
  vi.stubEnv("NODE_EXTRA_CA_CERTS", value);
  const origin = await startTlsServer(await selfSignedCertificate());
  const finding = await checkAppAddress(origin);
  expect(finding).toMatchObject({
    status: "fail",
    text: expect.stringContaining("self-signed certificate"),
  });
  expect(finding.fix).toMatch(fix);
});
