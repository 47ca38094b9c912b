import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { githubClient, googleClient } from "./clients";
import { createControl } from "./control";
import { createGitHub } from "./github/server";
import { createGoogle } from "./google/server";
import { respondWithPicture } from "./pictures";
import { json, sendReply } from "./reply";
import { createWorld } from "./world";

/**
 * Starts stand-ins for Google and GitHub on this machine, for development and tests.
 *
 * They listen on 127.0.0.1, not localhost, and so are another site to an application on localhost.
 * Its SameSite cookies then behave as with the real providers.
 *
 * @throws Error when NODE_ENV is production
 */
export async function startLocalProviders(options: StartOptions): Promise<LocalProviders> {
  if (process.env.NODE_ENV === "production") {
    throw new Error(
      "The local providers let anyone sign in as anyone, so they do not run with NODE_ENV=production. Set AUTH_GOOGLE_ID or AUTH_GITHUB_ID to real credentials instead.",
    );
  }
  const server = createServer();
  server.listen(options.port, options.host ?? "127.0.0.1");
  await once(server, "listening");
  const { address, port } = server.address() as AddressInfo;
  const base = `http://${address}:${port}`;
  const handler = createHandler(base, options.appOrigins);
  // The port is open before the keys are generated; earlier requests wait for the handler.
  server.on("request", async (req, res) => (await handler)(req, res));
  await handler;
  return {
    googleIssuer: `${base}/google`,
    githubUrl: `${base}/github`,
    controlUrl: `${base}/control`,
    google: googleClient,
    github: githubClient,
    close: () => close(server),
  };
}

async function createHandler(base: string, appOrigins: string[]) {
  const world = createWorld(base, appOrigins);
  const google = await createGoogle(world);
  const github = createGitHub(world);
  const control = createControl(world, [google, github]);

  const route = (req: IncomingMessage, res: ServerResponse) => {
    switch (req.url?.split(/[/?]/)[1]) {
      case "google":
        return google.handle(req, res);
      case "github":
        return github.handle(req, res);
      case "pictures":
        return respondWithPicture(req, res);
      case "control":
        return control(req, res);
      default:
        return sendReply(res, json({ google: `${base}/google`, github: `${base}/github` }, 404));
    }
  };
  return async (req: IncomingMessage, res: ServerResponse) => {
    try {
      await route(req, res);
    } catch (error) {
      console.error(
        `The local providers failed at ${req.method} ${req.url?.split("?")[0]}:`,
        error,
      );
      if (!res.headersSent) sendReply(res, json({ error: "server_error" }, 500));
    }
  };
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  // Also closes the responses that a fault keeps open forever.
  server.closeAllConnections();
  await closed;
}

export type StartOptions = { port: number; host?: "127.0.0.1"; appOrigins: string[] };

export type LocalProviders = {
  googleIssuer: string;
  githubUrl: string;
  controlUrl: string;
  google: { id: string; secret: string };
  github: { id: string; secret: string };
  close(): Promise<void>;
};
