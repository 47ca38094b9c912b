import { expect, test } from "@playwright/test";
import { signedInUser } from "./support/account-form";
import { startApp } from "./support/app-server";
import { findReference, type HttpResponse } from "./support/http-response";
import { HttpVisitor } from "./support/http-visitor";
import { OtlpCollector } from "./support/otlp-collector";

/** A header of ours that a client must not set; it sends the request through `proxy.ts`. */
const planted = { "x-foyer-reference": "planted" };

const paths = [
  "/",
  "/sign-in?callbackUrl=%2Faccount",
  "/sign-in/connect",
  "/account",
  "/account/sessions?after=x",
  "/account/data/export",
  "/nothing/here",
  "/refused",
  "/api/health",
  "/api/clean-up",
  "/api/nothing",
  "/api/auth/session",
  "/api/auth/callback/google?code=a&state=b",
  "/api/auth/callback/unknown?code=a",
  "/api/auth/signin",
];

for (const path of paths) {
  test(`${path} gets the same response with and without the proxy`, async () => {
    for (const visitor of [new HttpVisitor(), (await signedInUser()).visitor]) {
      const direct = await visitor.get(path);
      const proxied = await visitor.get(path, planted);
      expect(partsOf(direct)).toEqual(partsOf(proxied));
      expect(proxied.body).not.toContain("planted");
    }
  });
}

test("only requests that need the proxy go through it", async () => {
  const collector = await OtlpCollector.start();
  const app = await startApp(collector.settings());
  try {
    const visitor = new HttpVisitor(app.url);
    for (const path of ["/", "/account", "/api/auth/callback/google?code=a&state=b"]) {
      await visitor.get(path);
    }
    await visitor.get("/sign-in", planted);
    const targets = () =>
      collector.spans
        .filter(({ name }) => name.startsWith("middleware"))
        .map(({ attributes }) => attributes["http.target"])
        // Requests from before the app was ready.
        .filter((target) => target !== "/api/health");
    await expect.poll(targets).toContain("/sign-in");
    expect(targets()).toEqual(["/sign-in"]);
  } finally {
    await app.stop();
    collector.stop();
  }
});

/** The parts of a response that two responses can share. */
function partsOf(response: HttpResponse) {
  const { status, headers, location, body } = response;
  const nonce =
    /'nonce-([^']+)'/.exec(String(headers["content-security-policy"]))?.[1] ?? "no nonce";
  const { date: _, "content-length": __, etag: ___, ...lasting } = headers;
  const reference = findReference(response) ?? "no reference";
  const normalise = (text: string) =>
    text.replaceAll(nonce, "nonce").replaceAll(reference, "reference");
  return {
    status,
    location,
    headers: JSON.parse(normalise(JSON.stringify(lasting))),
    body: normalise(body),
  };
}
