import type { OutgoingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { expect, test } from "@playwright/test";
import { connectButton, connectionsPath, formOn } from "./support/account-centre";
import { signedInUser } from "./support/account-form";
import { logLineOf } from "./support/app-log";
import { flowsIn } from "./support/flow-cookie";
import { type HttpResponse, referenceOn, requestOnce } from "./support/http-response";
import { HttpVisitor } from "./support/http-visitor";
import { boundary, multipart, multipartType } from "./support/multipart";
import { stack } from "./support/stack";

const call = { ...multipartType, "next-action": "00ff" };
const plain = { "content-type": "text/plain;charset=UTF-8" };
const pages = ["/", "/sign-in?callbackUrl=%2Faccount", "/account"];

const unreadable: Record<string, [OutgoingHttpHeaders, string]> = {
  "no body": [{}, ""],
  "plain text": [{ "content-type": "text/plain" }, "words"],
  JSON: [{ "content-type": "application/json" }, "{}"],
  "a URL-encoded form": [
    { "content-type": "application/x-www-form-urlencoded" },
    "provider=google",
  ],
  "a form without boundary": [{ "content-type": "multipart/form-data" }, "words"],
  "a form without parts": [multipartType, ""],
  "a malformed form": [multipartType, `--${boundary}\r\nwords\r\n\r\n--`],
  "a form cut short": [multipartType, multipart(["$ACTION_ID_1", ""]).slice(0, 60)],
  "a form without an action": [multipartType, multipart(["provider", "google"])],
  "bound arguments that are not JSON": [
    multipartType,
    multipart(["$ACTION_REF_1", ""], ["$ACTION_1:0", "{"]),
  ],
  "a call that is not JSON": [{ ...call, ...plain }, "{"],
  "a call without a form that refers to a prototype": [{ ...call, ...plain }, '["$1:__proto__"]'],
  "a call with arguments that are not JSON": [call, multipart(["0", "{"])],
  "a call that refers to a prototype": [call, multipart(["0", '["$1:__proto__:constructor"]'])],
  "a call that refers to a server's function": [call, multipart(["0", '["$F1"]'])],
  "a call with a number of 100,000 digits": [
    call,
    multipart(["0", `["$n${"9".repeat(100_000)}"]`]),
  ],
};

for (const [what, [headers, body]] of Object.entries(unreadable)) {
  test(`${what}, posted to a page, gets a 400 that links to the page`, async () => {
    for (const page of pages) {
      const response = await post(page, headers, body);
      await expectExplained(response, 400, "We couldn’t read what was sent");
      expect(response.body).toContain(`href="${page}"`);
    }
  });
}

test("a body longer than any form of ours gets a 413, with or without a Content-Length", async () => {
  const body = multipart(["$ACTION_ID_1", ""], ["name", "x".repeat(300_000)]);
  for (const page of pages) {
    for (const length of [{ "content-length": body.length }, { "transfer-encoding": "chunked" }]) {
      const response = await post(page, { ...multipartType, ...length }, body);
      await expectExplained(response, 413, "That’s too large");
    }
  }
  const huge = multipart(["$ACTION_ID_1", ""], ["name", "x".repeat(30_000_000)]);
  expect((await post("/", { ...multipartType, "transfer-encoding": "chunked" }, huge)).status).toBe(
    413,
  );
});

test("an unreadable form at a path that is unsafe to link to gets a page that links home", async () => {
  for (const path of ["/?a=\\b", "/?a=%5c", "//evil.example/"]) {
    const response = await postRaw(path);
    expect(response).toMatch(/^HTTP\/1.1 (400|308) /);
    expect(response).not.toContain('href="//');
  }
});

test("invalid or missing arguments never reach an action", async () => {
  const { visitor, mark } = await connectForm();
  const action = { "next-action": mark.replace("$ACTION_ID_", "") };
  const calls: [OutgoingHttpHeaders, string][] = [
    ...["5", '"x"', "null", '{"length":100000000}'].map((body): [OutgoingHttpHeaders, string] => [
      { ...action, ...plain },
      body,
    ]),
    [{ ...action, ...multipart }, multipart(["1_provider", "google"])],
    [{ ...action, ...multipart }, multipart(["0", '{"length":100000000}'])],
    [{ ...action, ...multipart }, multipart(["0", '["$K1"]'], ["0", "[]"])],
    [multipartType, multipart(["$ACTION_REF_1", ""], ["$ACTION_1:0", '{"id":"00","bound":"$@1"}'])],
  ];
  for (const [headers, body] of calls) {
    const response = await post(connectionsPath, headers, body, visitor);
    expect([body, response.status]).toEqual([body, 400]);
  }
});

test("repeated, unknown, file and prototype fields get a 404", async () => {
  const { visitor, mark } = await connectForm();
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="provider"; filename="x"\r\n\r\nx\r\n`;
  const forms = [
    multipart([mark, ""], [mark, ""]),
    multipart([mark, ""], ["__proto__", "github"], ["constructor", "github"]),
    multipart([mark, ""], ["provider", "github\0"]),
    multipart([mark, ""], ["provider", "evil"], ["provider", "github"]),
    file + multipart([mark, ""]),
  ];
  for (const form of forms) {
    expect((await post(connectionsPath, multipartType, form, visitor)).status).toBe(404);
  }
  expect(flowsIn(visitor)).toEqual([]);
  const genuine = multipart([mark, ""], ["provider", "github"]);
  expect((await post(connectionsPath, multipartType, genuine, visitor)).status).toBe(303);
});

/** A signed-in user, and the field that names the action of the form "Connect GitHub". */
async function connectForm() {
  const { visitor } = await signedInUser();
  const fields = await formOn(visitor, connectionsPath, connectButton("github"));
  const mark = fields.find(([name]) => name.startsWith("$ACTION_ID_"))?.[0] ?? "";
  expect(mark).not.toBe("");
  return { visitor, mark };
}

const methods: Record<string, string[]> = {
  "/": ["PUT", "PATCH", "DELETE", "OPTIONS"],
  "/account/sessions": ["PUT", "PATCH", "DELETE", "OPTIONS"],
  "/account/data/export": ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"],
  "/account/language": ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"],
  "/account/theme": ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"],
  "/api/failed-page": ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
  "/api/clean-up": ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
  "/api/health": ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
  "/refused": ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
  "/too-many": ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
  "/unavailable": ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
};

for (const [path, unsupported] of Object.entries(methods)) {
  test(`${path} responds with 405 to unsupported methods, and names those it supports`, async () => {
    for (const method of unsupported) {
      const headers = { origin: stack().appUrl, "sec-fetch-site": "same-origin" };
      const response = await requestOnce(`${stack().appUrl}${path}`, { method, headers });
      expect([method, response.status]).toEqual([method, 405]);
      expect(response.headers.allow?.split(", ")).not.toContain(method);
      if (method === "HEAD") continue;
      await expectExplained(response, 405, "This request isn’t supported here");
    }
  });
}

function post(
  page: string,
  headers: OutgoingHttpHeaders,
  body: string,
  visitor = new HttpVisitor(),
): Promise<HttpResponse> {
  const own = { origin: stack().appUrl, "sec-fetch-site": "same-origin" };
  return visitor.send(page, { method: "POST", headers: { ...own, ...headers }, body });
}

/** Sends a request line that URL would normalise. */
async function postRaw(path: string): Promise<string> {
  const { hostname, port, origin, host } = new URL(stack().appUrl);
  const socket = connect({ host: hostname, port: Number(port) });
  const lines = [`POST ${path} HTTP/1.1`, `Host: ${host}`, `Origin: ${origin}`];
  socket.end(`${[...lines, "Content-Length: 0", "Connection: close"].join("\r\n")}\r\n\r\n`);
  let response = "";
  for await (const chunk of socket) response += chunk;
  return response;
}

async function expectExplained(
  response: HttpResponse,
  status: number,
  title: string,
): Promise<void> {
  expect(response.status).toBe(status);
  expect(response.headers["cache-control"]).toContain("no-store");
  expect(response.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(response.body).toContain(title);
  const line = await logLineOf(referenceOn(response));
  expect([line.event, line.level]).toEqual(["request.refused", "warn"]);
}
