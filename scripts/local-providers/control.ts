import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { faultOrderSchema } from "./faults/fault";
import type { LocalProvider } from "./google/server";
import { json, type Reply, readBody, sendReply } from "./reply";
import { walkAuthorization } from "./walk-authorization";
import type { World } from "./world";

const accountSchema = z.object({
  google: z.record(z.string(), z.unknown()).optional(),
  github: z
    .object({ user: z.record(z.string(), z.unknown()).optional(), emails: z.unknown().optional() })
    .optional(),
});
const walkSchema = z.object({
  url: z.url(),
  account: z.string(),
  decision: z.enum(["allow", "deny"]).default("allow"),
});

/**
 * The JSON API below `/control`, with which tests create accounts, place faults and count requests.
 */
export function createControl(world: World, providers: LocalProvider[]) {
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const rejection = rejectForeignRequest(req, world);
    if (rejection) return sendReply(res, rejection);
    try {
      const text = await readBody(req);
      const body: unknown = text ? JSON.parse(text) : {};
      const url = new URL(req.url ?? "/", world.base);
      sendReply(res, await respond(world, providers, `${req.method} ${url.pathname}`, body, url));
    } catch (error) {
      const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
      sendReply(res, json({ error: message }, 400));
    }
  };
}

/** Keeps web pages in the developer's browser out, even those that use DNS rebinding. */
function rejectForeignRequest(req: IncomingMessage, world: World): Reply | undefined {
  const loopback = ["127.0.0.1", "::1", "::ffff:127.0.0.1"];
  const local = loopback.includes(req.socket.remoteAddress ?? "");
  const named = req.headers.host === new URL(world.base).host;
  if (local && named && req.headers.origin === undefined) return undefined;
  return json({ error: "The control interface accepts requests from local programs only." }, 403);
}

async function respond(
  world: World,
  providers: LocalProvider[],
  route: string,
  body: unknown,
  url: URL,
): Promise<Reply> {
  const [, method, kind, id = ""] = /^(\w+) \/control\/(\w+)(?:\/([\w-]+))?$/.exec(route) ?? [];
  switch (`${method} ${kind}`) {
    case "POST accounts":
      return json(world.accounts.create(accountSchema.parse(body)), 201);
    case "PATCH accounts": {
      const account = world.accounts.change(id, accountSchema.parse(body));
      return account ? json(account) : notFound(`account ${id}`);
    }
    case "POST authorize":
      return authorize(world, providers, walkSchema.parse(body));
    case "POST faults":
      return json({ id: world.faults.place(faultOrderSchema.parse(body)) }, 201);
    case "DELETE faults":
      return world.faults.remove(id) ? json({}) : notFound(`fault ${id}`);
    case "GET requests":
      return json(world.requests.list(url.searchParams.get("account")));
    case "DELETE requests":
      world.requests.clear();
      return json({});
    case "POST reset":
      world.accounts.reset();
      world.faults.clear();
      world.requests.clear();
      for (const provider of providers) provider.reset();
      return json({});
    default:
      return notFound(route);
  }
}

async function authorize(
  world: World,
  providers: LocalProvider[],
  walk: z.infer<typeof walkSchema>,
): Promise<Reply> {
  const url = new URL(walk.url);
  if (url.origin !== world.base) return notFound(`${url.origin}; this is ${world.base}`);
  if (!world.accounts.get(walk.account)) return notFound(`account ${walk.account}`);
  // A remembered consent is not asked for again, so it could not be denied.
  if (walk.decision === "deny") for (const provider of providers) provider.forget(walk.account);
  const result = await walkAuthorization({ base: world.base, ...walk });
  return json(result, "location" in result ? 200 : 409);
}

function notFound(what: string): Reply {
  return json({ error: `There is no ${what}.` }, 404);
}
