import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createGenericProvider, genericClient, type ProviderTraits } from "./provider";

/**
 * Serves three OpenID providers with different traits, and one whose metadata names another issuer.
 * The app has no code specific to them. This process ends when its stdin closes.
 */
const plain: ProviderTraits = {
  signingAlg: "RS256",
  clientAuthMethod: "client_secret_basic",
  claimsIn: "id-token",
};
const odd: ProviderTraits = {
  signingAlg: "ES256",
  clientAuthMethod: "client_secret_post",
  claimsIn: "userinfo",
};

const narrow: ProviderTraits = {
  ...plain,
  clientAuthMethod: "client_secret_post",
  scope: "openid email",
  decodesNoSecret: true,
};

const appOrigin = process.env.GENERIC_PROVIDER_APP_ORIGIN ?? "http://localhost:3000";
const server = createServer();
server.listen(0, "127.0.0.1", async () => {
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const redirectUris = (...ids: string[]) =>
    ids.map((id) => `${appOrigin}/api/auth/callback/${id}`);
  const mounted = {
    "/plain": await createGenericProvider({
      base,
      mount: "/plain",
      redirectUris: redirectUris("plain-stranger"),
      traits: plain,
    }),
    "/odd": await createGenericProvider({
      base,
      mount: "/odd",
      redirectUris: redirectUris("odd-stranger"),
      traits: odd,
    }),
    "/narrow": await createGenericProvider({
      base,
      mount: "/narrow",
      redirectUris: redirectUris("narrow-stranger", "unscoped", "by-header"),
      traits: narrow,
    }),
  };
  server.on("request", async (req, res) => {
    const mount = `/${req.url?.split("/")[1]}`;
    if (mount in mounted) return mounted[mount as keyof typeof mounted](req, res);
    // Any other path is an issuer that serves the metadata of the plain provider.
    res.setHeader("content-type", "application/json");
    const document = await fetch(`${base}/plain/.well-known/openid-configuration`);
    res.end(await document.text());
  });
  console.log(JSON.stringify({ base, ...genericClient }));
});

process.stdin.once("end", () => process.exit(0)).resume();
