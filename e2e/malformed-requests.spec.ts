import { expect, test } from "@playwright/test";
import { HttpVisitor } from "./support/http-visitor";
import { expectOurs, rawHead, sendRaw } from "./support/raw-request";

const multipart = "Content-Type: multipart/form-data; boundary=x";
const chunked = "Transfer-Encoding: chunked";

/** A second request, for a server that believes the wrong one of two lengths. */
const smuggled = "GET /account HTTP/1.1\r\nHost: smuggled\r\n\r\n";
const malformed: Record<string, () => string> = {
  "both lengths": () => `${post("Content-Length: 3", chunked)}0\r\n\r\n${smuggled}`,
  "two lengths": () => `${post("Content-Length: 3", "Content-Length: 4")}abcd`,
  "a negative length": () => `${post("Content-Length: -1")}abcd`,
  "an endless length": () => `${post(`Content-Length: ${"9".repeat(30)}`)}abcd`,
  "a length that is too short": () => `${post("Content-Length: 2")}abcd${smuggled}`,
  "an unknown coding": () => `${post("Transfer-Encoding: xchunked")}0\r\n\r\n`,
  "a coding with a space": () => `${post("Transfer-Encoding : chunked")}0\r\n\r\n`,
  "a chunk whose size is no number": () => `${post(chunked)}zz\r\nabc\r\n0\r\n\r\n`,
  "a chunk that is longer than it says": () => `${post(chunked)}3\r\nabcdef\r\n0\r\n\r\n`,
  "a chunk without an end": () => `${post(chunked)}${"f".repeat(18)}\r\nabc\r\n0\r\n\r\n`,
  "a folded header": () => rawHead("GET /", ["X-A: b\r\n c"]),
  "a NUL in a header": () => rawHead("GET /", ["X-A: a\0b"]),
  "lines that end early": () => rawHead("GET /").replaceAll("\r\n", "\n"),
};

for (const [name, bytes] of Object.entries(malformed)) {
  test(`${name} gets a 400 at once, as one request, and the connection ends`, async () => {
    const { status, text, milliseconds } = await sendRaw(bytes());
    expect(status).toBe(400);
    expect(text).not.toContain("/sign-in");
    expect(milliseconds).toBeLessThan(5_000);
  });
}

/** The response of newer releases of Node to more than 2,000 headers; 20 has none of them, and drops the rest. */
const refusedByNode = "HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\n\r\n";

for (const count of [300, 2_100]) {
  test(`a request with ${count} headers gets a 431, also if Node drops the length of its body`, async () => {
    const junk = Array.from({ length: count }, () => "a:1");
    const request = rawHead("POST /account", [...junk, multipart, "Content-Length: 500"]);
    const { status, text, milliseconds } = await sendRaw(request);
    expect(status).toBe(431);
    const mayNodeRefuse = count > 2_000 && !process.version.startsWith("v20.");
    if (!mayNodeRefuse || text !== refusedByNode)
      expect(text).toContain("That request had too many headers");
    expect(milliseconds).toBeLessThan(15_000);
  });
}

test("a body that is missing or slow times out after ten seconds", async () => {
  const silent = { bytes: post(multipart, "Content-Length: 5000"), drip: "" };
  const forms = [
    silent,
    { ...silent, drip: "x" },
    { bytes: post(multipart, chunked), drip: "1\r\nx\r\n" },
    { bytes: post(multipart, "Content-Length: 5000").replace("/", "/account"), drip: "" },
  ];
  const routes = {
    "POST /api/auth/callback/google": 405,
    "POST /api/auth/signin/google": 408,
    "POST /api/auth/signout": 408,
    "POST /api/health": 405,
    "POST /account/data/export": 303,
    "POST /account/language": 408,
    "POST /account/theme": 408,
    "PUT /": 405,
    "GET /account": 307,
    "GET /icon": 200,
  };
  const [slow, others] = await Promise.all([
    Promise.all(forms.map(({ bytes, drip }) => sendRaw(bytes, drip))),
    Promise.all(
      Object.keys(routes).map((line) =>
        sendRaw(silent.bytes.replace("POST /", line), line.startsWith("GET") ? "x" : ""),
      ),
    ),
  ]);
  expect(slow.map(({ status }) => status)).toEqual([408, 408, 408, 408]);
  for (const response of slow) {
    expectOurs(response);
    expect(response.text).toContain("That took too long to arrive");
  }
  expect(slow.at(-1)?.text).toContain('href="/account"');
  expect(others.map(({ status }) => status)).toEqual(Object.values(routes));
  for (const { milliseconds } of [...slow, ...others]) expect(milliseconds).toBeLessThan(15_000);
  expect((await new HttpVisitor().get("/")).status).toBe(200);
});

function post(...headers: string[]): string {
  return rawHead("POST /", headers);
}
