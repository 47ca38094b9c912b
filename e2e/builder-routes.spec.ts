import { createHash } from "node:crypto";
import { once } from "node:events";
import { type OutgoingHttpHeaders, request } from "node:http";
import { connect } from "node:net";
import { json } from "node:stream/consumers";
import { expect, test } from "@playwright/test";
import type { AppServer } from "./support/app-server";
import { startBuilderApp } from "./support/builder-app";
import { formWithButton } from "./support/html-form";
import { requestOnce } from "./support/http-response";
import { HttpVisitor } from "./support/http-visitor";
import { multipart, multipartType } from "./support/multipart";
import { stack } from "./support/stack";

// The tests share one app.
test.describe.configure({ mode: "default" });

const megabyte = 1024 * 1024;
const sameOrigin = () => ({ origin: stack().appUrl, "sec-fetch-site": "same-origin" });
const framings: Record<string, (bytes: number) => OutgoingHttpHeaders> = {
  "a Content-Length": (bytes) => ({ "content-length": bytes }),
  "chunked encoding": () => ({ "transfer-encoding": "chunked" }),
};
const handlers = ["/upload?a=%2F", "/api/inbox"];

let app: AppServer;

test.beforeAll(async () => {
  app = await startBuilderApp();
});
test.afterAll(() => app?.stop());

for (const [framing, headersFor] of Object.entries(framings)) {
  test(`a body with ${framing} reaches a route handler complete`, async () => {
    for (const path of handlers) {
      for (const bytes of [0, 1_000_000, 10 * megabyte, 30 * megabyte]) {
        const body = bodyOf(bytes);
        const response = await post(path, headersFor(bytes), body);
        expect([path, response.status]).toEqual([path, 200]);
        expect(JSON.parse(response.body)).toEqual({ bytes, sha256: hashOf(body) });
      }
    }
  });

  test(`a server action of 1 MB with ${framing} receives what was sent`, async () => {
    const note = "x".repeat(megabyte - 1_000);
    const response = await submitNote(note, headersFor);
    expect([response.status, response.location]).toEqual([303, noteLocation(note)]);
  });

  test(`a server action with ${framing} is forwarded complete by a page that lacks it`, async () => {
    const note = "x".repeat(megabyte - 1_000);
    const [[action = ""] = []] = await noteFields();
    const body = multipart(["_1_note", note], ["0", '["$K1"]']);
    const response = await post(
      "/",
      {
        ...headersFor(body.length),
        ...multipartType,
        "next-action": action.replace("$ACTION_ID_", ""),
      },
      body,
    );
    expect(response.headers["x-action-redirect"]).toBe(`${noteLocation(note)};push`);
  });

  test(`a server action with ${framing} beyond the limit of Next.js fails and does not run`, async () => {
    // Next.js copies 10 MB for the builder's proxy.
    for (const [megabytes, status] of [
      [1, 500],
      [2, 500],
      [12, 413],
    ] as const) {
      const response = await submitNote("x".repeat(megabytes * megabyte), headersFor);
      expect([megabytes, response.status, response.location]).toEqual([megabytes, status, null]);
    }
  });
}

test("a body slower than our forms may be reaches a route handler complete", async () => {
  const body = bodyOf(1_000_000);
  const sent = request(`${app.url}/upload`, { method: "POST", headers: sameOrigin() });
  const response = once(sent, "response");
  sent.write(body.subarray(0, 400_000));
  // Our own forms have ten seconds to arrive, and the response has one more.
  await new Promise((resolve) => setTimeout(resolve, 12_500));
  sent.end(body.subarray(400_000));
  const [received] = await response;
  expect(await json(received)).toEqual({ bytes: body.length, sha256: hashOf(body) });
});

test("a builder's upgrade listener gets its WebSockets, and these do not delay a shutdown", async () => {
  const own = await startBuilderApp();
  try {
    const { hostname, port, host } = new URL(own.url);
    expect((await requestOnce(`${own.url}/api/socket`)).status).toBe(204);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.write(
      `GET /echo HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n`,
    );
    expect(String((await once(socket, "data"))[0])).toMatch(/^HTTP\/1.1 101 /);
    socket.write("hello");
    expect(String((await once(socket, "data"))[0])).toBe("hello");
    own.child.kill("SIGTERM");
    expect(await own.exited()).toBe(143);
    expect(own.output()).not.toContain("shutdown.forced");
  } finally {
    await own.stop();
  }
});

async function noteFields() {
  return formWithButton((await new HttpVisitor(app.url).get("/notes")).body, "Save note");
}

async function submitNote(note: string, headersFor: (bytes: number) => OutgoingHttpHeaders) {
  const marks = (await noteFields()).filter(([name]) => name !== "note");
  const body = multipart(...marks, ["note", note]);
  return post("/notes", { ...headersFor(body.length), ...multipartType }, body);
}

function noteLocation(note: string): string {
  const facts = { bytes: String(note.length), sha256: hashOf(note) };
  return `/notes?${new URLSearchParams(facts)}`;
}

function post(path: string, headers: OutgoingHttpHeaders, body: Buffer | string) {
  const own = sameOrigin();
  return requestOnce(`${app.url}${path}`, {
    method: "POST",
    headers: { ...own, ...headers },
    body,
  });
}

/** A body without repeated parts, so that its hash reveals a missing one. */
function bodyOf(bytes: number): Buffer {
  const body = Buffer.alloc(bytes);
  for (let index = 0; index + 4 <= bytes; index += 4) body.writeUInt32LE(index, index);
  return body;
}

function hashOf(body: Buffer | string): string {
  return createHash("sha256").update(body).digest("hex");
}
