import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createGenericProvider, genericClient, type Habits } from "./provider";

/**
 * Two OpenID providers of unlike habits and one that lies about who it is, for the tests. Neither
 * the app nor the local providers know of them; they end with the program that started them.
 */
const plain: Habits = {
  signs: "RS256",
  takesSecretIn: "client_secret_basic",
  claimsIn: "id-token",
};
const odd: Habits = { signs: "ES256", takesSecretIn: "client_secret_post", claimsIn: "userinfo" };

const appOrigin = process.env.GENERIC_PROVIDER_APP_ORIGIN ?? "http://localhost:3000";
const server = createServer();
server.listen(0, "127.0.0.1", async () => {
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const redirectUri = (id: string) => `${appOrigin}/api/auth/callback/${id}`;
  const mounted = {
    "/plain": await createGenericProvider({
      base,
      mount: "/plain",
      redirectUri: redirectUri("plain-stranger"),
      habits: plain,
    }),
    "/odd": await createGenericProvider({
      base,
      mount: "/odd",
      redirectUri: redirectUri("odd-stranger"),
      habits: odd,
    }),
  };
  server.on("request", async (req, res) => {
    const mount = `/${req.url?.split("/")[1]}`;
    if (mount in mounted) return mounted[mount as keyof typeof mounted](req, res);
    // Whatever else it is asked for, it says that it is the plain one.
    res.setHeader("content-type", "application/json");
    const document = await fetch(`${base}/plain/.well-known/openid-configuration`);
    res.end(await document.text());
  });
  console.log(JSON.stringify({ base, ...genericClient }));
});

process.stdin.once("end", () => process.exit(0)).resume();
