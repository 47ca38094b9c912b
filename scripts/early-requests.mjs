/**
 * Makes requests wait until the app has put its gate in front of the server. Next.js listens some tenths
 * of a second before it runs instrumentation.ts; until then, requests would get past the gate, and pages fail
 * closed. `npm start` and the standalone build import this before anything else, and
 * lib/server/early-requests.ts ends the wait.
 */
import { Server } from "node:http";

const emit = Server.prototype.emit;
/** @type {[Server, unknown[]][]} */
const waiting = [];
let isWaiting = true;

Server.prototype.emit = function (event, ...args) {
  if (!isWaiting || event !== "request") return Reflect.apply(emit, this, [event, ...args]);
  waiting.push([this, args]);
  return true;
};

globalThis[Symbol.for("foyer.end-of-start")] = () => {
  isWaiting = false;
  for (const [server, args] of waiting.splice(0)) server.emit("request", ...args);
};
