import { expect, test } from "@playwright/test";
import { type AppServer, startApp } from "./support/app-server";
import { ConnectProxy } from "./support/connect-proxy";
import { control } from "./support/control";
import { start } from "./support/generic-providers";
import { HttpVisitor } from "./support/http-visitor";
import { uniqueAddress } from "./support/test-user";
import { TlsIssuer, tlsIssuerHost } from "./support/tls-issuer";

let issuer: TlsIssuer;
let proxy: ConnectProxy;
let app: AppServer;

test.beforeAll(async () => {
  issuer = await TlsIssuer.start();
  proxy = await ConnectProxy.start(issuer.port);
  app = await startApp({
    ...issuer.settings("BEYOND"),
    HTTPS_PROXY: proxy.url,
    NODE_EXTRA_CA_CERTS: issuer.certificate,
  });
});
test.afterAll(() => Promise.all([app?.stop(), proxy?.close(), issuer?.stop()]));

test("calls to a provider go through the proxy of the environment, and those to this machine don't", async () => {
  const address = uniqueAddress();
  const visitor = new HttpVisitor(app.url);
  const { location } = await start(visitor, "Beyond");
  expect((await visitor.follow(issuer.allow(location ?? "", address))).status).toBe(303);
  expect(await visitor.sessionUser()).toMatchObject({ email: address });
  expect([...new Set(proxy.asked)]).toEqual([`${tlsIssuerHost}:443`]);

  const local = new HttpVisitor(app.url);
  const user = await control.createAccount({ google: {} });
  expect((await local.signIn("google", user)).status).toBe(303);
  expect([...new Set(proxy.asked)]).toEqual([`${tlsIssuerHost}:443`]);
});
