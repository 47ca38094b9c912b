import { expect, it } from "vitest";
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
