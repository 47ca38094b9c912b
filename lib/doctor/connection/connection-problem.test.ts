import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { boundedFetch } from "@/lib/auth/oauth/provider-fetch";
import {
  type Authority,
  createAuthority,
  selfSignedCertificate,
  startTlsServer,
} from "@/lib/test-support/certificates";
import { closedOrigin, startLocalServer } from "@/lib/test-support/local-server";
import { connectionProblem } from "./connection-problem";

let authority: Authority;

beforeAll(async () => {
  authority = await createAuthority();
});

afterAll(() => authority.remove());

async function problemAt(url: string) {
  const error: unknown = await boundedFetch("metadata", url).catch((thrown: unknown) => thrown);
  return connectionProblem(error);
}

/** The origin of a server that sends these bytes, then closes the connection. */
async function rawServer(bytes: string): Promise<string> {
  const server = createServer((socket) => socket.end(bytes));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  return `127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

describe("recognises", () => {
  it("a port that speaks http at an https address", async () => {
    const { origin } = await startLocalServer((_request, response) => response.end("{}"));
    expect(await problemAt(origin.replace("http:", "https:"))).toMatchObject({ kind: "not-tls" });
  });

  it("a certificate of an unknown authority", async () => {
    const origin = await startTlsServer(await authority.sign("IP:127.0.0.1"));
    expect(await problemAt(origin)).toMatchObject({ kind: "unknown-authority" });
  });

  it("a self-signed certificate", async () => {
    const origin = await startTlsServer(await selfSignedCertificate());
    expect(await problemAt(origin)).toMatchObject({ kind: "self-signed" });
  });

  it("an expired certificate", async () => {
    const origin = await startTlsServer(await authority.sign("IP:127.0.0.1", 0));
    expect(await problemAt(origin)).toMatchObject({ kind: "expired" });
  });

  it("a TLS version that Node doesn't speak", async () => {
    const old = { minVersion: "TLSv1", maxVersion: "TLSv1", ciphers: "ALL:@SECLEVEL=0" } as const;
    const origin = await startTlsServer({ ...(await authority.sign("IP:127.0.0.1")), ...old });
    expect(await problemAt(origin)).toMatchObject({ kind: "old-tls" });
  });

  it("a closed port", async () => {
    expect(await problemAt(await closedOrigin())).toEqual({
      kind: "refused",
      code: "ECONNREFUSED",
    });
  });

  it("a connection that is closed before a response", async () => {
    expect(await problemAt(`http://${await rawServer("")}`)).toMatchObject({ kind: "closed" });
  });

  it("a server that doesn't speak HTTP", async () => {
    const origin = `http://${await rawServer("SSH-2.0-OpenSSH_9.6\r\n")}`;
    expect(await problemAt(origin)).toMatchObject({ kind: "not-http" });
  });

  it("a port that fetch refuses", async () => {
    expect(await problemAt("http://127.0.0.1:6000")).toMatchObject({ kind: "blocked-port" });
  });
});

it.each([
  ["ENOTFOUND", "no-such-host"],
  ["EAI_AGAIN", "dns-fails"],
  ["UND_ERR_CONNECT_TIMEOUT", "no-route"],
  ["CERT_NOT_YET_VALID", "not-yet-valid"],
  ["CERT_REVOKED", "certificate"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "unknown-authority"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "unknown-authority"],
  ["ESOMETHING", "other"],
])("takes the code %s for %s", (code, kind) => {
  expect(connectionProblem(unreachable(Object.assign(new Error("x"), { code })))).toEqual({
    kind,
    code,
  });
});

it("recognises an error of the HTTP parser without a code, as in Node 24", () => {
  const error = Object.assign(new Error("x"), { name: "HTTPParserError" });
  expect(connectionProblem(unreachable(error))).toMatchObject({ kind: "not-http" });
});

it("recognises http at an https address by OpenSSL's words under Node's own code", () => {
  const message =
    "write EPROTO 80:error:0A00010B:SSL routines:ssl3_get_record:wrong version number";
  const cause = Object.assign(new Error(message), { code: "EPROTO" });
  expect(connectionProblem(unreachable(cause))).toEqual({ kind: "not-tls", code: "EPROTO" });
});

it("names the hosts that a certificate is for, without control characters", () => {
  const cert = { subjectaltname: "DNS:id.foyer.test, IP Address:192.0.2.1\u001b[31m" };
  const cause = Object.assign(new Error("x"), { code: "ERR_TLS_CERT_ALTNAME_INVALID", cert });
  expect(connectionProblem(unreachable(cause))).toEqual({
    kind: "wrong-name",
    code: "ERR_TLS_CERT_ALTNAME_INVALID",
    certificateNames: "id.foyer.test, 192.0.2.1[31m",
  });
});

it("finds none if the server did respond", () => {
  const error = Object.assign(new Error("status 500"), {
    name: "ProviderError",
    code: "bad-status",
  });
  expect([connectionProblem(error), connectionProblem(new Error("bug"))]).toEqual([null, null]);
});

function unreachable(cause: Error): Error {
  const error = new Error("metadata: unreachable", { cause });
  return Object.assign(error, { name: "ProviderError", code: "unreachable", step: "metadata" });
}
