import { beforeEach, expect, it, vi } from "vitest";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import { providerUnavailable } from "./unavailable";

const proxies = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];

beforeEach(() => {
  for (const name of [...proxies, "NODE_EXTRA_CA_CERTS"]) vi.stubEnv(name, "");
});

function findingOn(code: string, url = "https://id.acme.test:8443/realms/a") {
  const cause = Object.assign(new Error("x"), { code });
  const error = new ProviderError("token", "unreachable", { cause });
  const variable = "AUTH_OIDC_ACME_ISSUER";
  return providerUnavailable({ check: "token endpoint", name: "Acme", url, variable, error });
}

it.each([
  ["ENOTFOUND", /there is no host id\.acme\.test/, /Correct the host in AUTH_OIDC_ACME_ISSUER/],
  ["EAI_AGAIN", /cannot be resolved/, /DNS/],
  ["ECONNREFUSED", /nothing listens at id\.acme\.test:8443/, /AUTH_OIDC_ACME_ISSUER/],
  ["ETIMEDOUT", /does not respond/, /Allow connections from this machine to id\.acme\.test:8443/],
  ["ECONNRESET", /closes the connection/, /firewall/],
  ["CERT_HAS_EXPIRED", /has expired/, /Renew it/],
  ["CERT_NOT_YET_VALID", /not valid yet/, /clock/],
  ["ERR_TLS_CERT_ALTNAME_INVALID", /not for id\.acme\.test/, /AUTH_OIDC_ACME_ISSUER/],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", /does not know the authority/, /NODE_EXTRA_CA_CERTS=/],
  ["ESOMETHING", /the connection fails/, /Allow connections/],
])("%s fails with its cause and its fix", (code, text, fix) => {
  const finding = findingOn(code);
  expect(finding).toMatchObject({ check: "token endpoint", status: "fail" });
  expect(finding.text).toMatch(text);
  expect(finding.text).toContain(`(${code})`);
  expect(finding.fix).toMatch(fix);
});

it("names an outgoing proxy, which all calls but those to this machine go through", () => {
  vi.stubEnv("HTTPS_PROXY", "http://proxy.acme.test:3128");
  expect(findingOn("ENOTFOUND").fix).toMatch(/^HTTPS_PROXY is set: .* NO_PROXY\.$/);
  expect(findingOn("ECONNREFUSED", "http://127.0.0.1:9/").fix).not.toContain("HTTPS_PROXY");
});
