import type { KoaContextWithOIDC } from "oidc-provider";
import { googleClient, redirectUris } from "../clients";
import type { Endpoint } from "../faults/fault";
import { sendWithFault } from "../faults/send-with-fault";
import { json, type Reply, redirect, sendReply } from "../reply";
import type { World } from "../world";
import type { GoogleKeys } from "./keys";
import { tamperIdToken } from "./tamper-id-token";

const endpointOfRoute: Record<string, Endpoint> = {
  discovery: "discovery",
  jwks: "jwks",
  token: "token",
  userinfo: "user",
  authorization: "authorize",
};

/**
 * Middleware around oidc-provider that logs requests and applies faults. It runs after
 * oidc-provider, when the right response and the account are known.
 */
export function watchGoogle(world: World, keys: GoogleKeys) {
  const callbacks = redirectUris(world.appOrigins, "google");
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>) => {
    await next();
    if (!ctx.oidc) return;
    const endpoint = endpointOfRoute[ctx.oidc.route];
    const account = world.accounts.bySubject(subjectOf(ctx))?.id;
    if (endpoint) logRequest(ctx, endpoint, world, account);

    const location = ctx.response.get("location") ?? "";
    const callback = callbacks.some((uri) => location.startsWith(`${uri}?`));
    if (callback) {
      const { searchParams } = new URL(location);
      world.requests.attribute("google", searchParams.get("state"), account);
    }
    if (!callback && (!endpoint || endpoint === "authorize")) return;

    const faulted = callback ? "authorize" : endpoint;
    const fault = faulted && world.faults.take({ provider: "google", endpoint: faulted, account });
    if (!fault) return;
    const reply = callback ? redirect(location) : json(ctx.body, ctx.status);
    // Tells Koa not to send the response itself.
    ctx.respond = false;
    ctx.res.removeHeader("location");
    switch (fault.kind) {
      case "id-token":
        return sendReply(ctx.res, await withTamperedIdToken(reply, fault));
      case "signed-userinfo":
        return sendReply(ctx.res, await signedUserinfo(reply, fault));
      default:
        return sendWithFault(ctx.res, reply, fault);
    }
  };

  async function withTamperedIdToken(reply: Reply, fault: Parameters<typeof tamperIdToken>[1]) {
    const { id_token, ...rest } = reply.body as Record<string, unknown>;
    if (typeof id_token !== "string") return reply;
    return { ...reply, body: { ...rest, id_token: await tamperIdToken(id_token, fault, keys) } };
  }

  async function signedUserinfo(reply: Reply, fault: Parameters<typeof tamperIdToken>[1]) {
    const about = { iss: `${world.base}/google`, aud: googleClient.id };
    const claims = { ...about, ...(reply.body as object) };
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
    const unsigned = `${encode({ kid: keys.kid })}.${encode(claims)}.`;
    const body = await tamperIdToken(unsigned, fault, keys);
    return { ...reply, body, headers: { "content-type": "application/jwt" } };
  }
}

function logRequest(
  ctx: KoaContextWithOIDC,
  endpoint: Endpoint,
  world: World,
  account: string | undefined,
): void {
  const { req, originalUrl: url } = ctx;
  const body = ctx.oidc.body as Record<string, unknown> | undefined;
  const known = endpoint === "authorize" ? undefined : account;
  world.requests.add({ req, url, provider: "google", endpoint, body, account: known });
}

function subjectOf(ctx: KoaContextWithOIDC): string | undefined {
  const { entities, session } = ctx.oidc;
  return entities.Account?.accountId ?? entities.AuthorizationCode?.accountId ?? session?.accountId;
}
