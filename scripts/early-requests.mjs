/**
 * Makes requests wait until the app has put its gate in front of the server. Next.js listens some tenths
 * of a second before it runs instrumentation.ts; until then, requests would get past the gate, and pages fail
 * closed. `npm start` and the standalone build import this before anything else, and
 * lib/server/early-requests.ts ends the wait.
 *
 * Next.js goes on in silence if it finds no instrumentation, or not all of its packages. The process then ends
 * rather than have each request wait forever.
 */
import { Server } from "node:http";

/** A start takes a second, or a few if the database is away. */
const startSeconds = 30;

const emit = Server.prototype.emit;
/** @type {[Server, unknown[]][]} */
const waiting = [];
let isWaiting = true;
/** @type {NodeJS.Timeout | undefined} */
let limit;

Server.prototype.emit = function (event, ...args) {
  if (isWaiting && event === "listening") limit ??= setTimeout(giveUp, startSeconds * 1_000);
  if (!isWaiting || event !== "request") return Reflect.apply(emit, this, [event, ...args]);
  waiting.push([this, args]);
  return true;
};

globalThis[Symbol.for("foyer.end-of-start")] = () => {
  isWaiting = false;
  clearTimeout(limit);
  for (const [server, args] of waiting.splice(0)) server.emit("request", ...args);
};

function giveUp() {
  process.stderr.write(
    `\nFoyer did not start: within ${startSeconds} seconds, instrumentation.ts did not finish, or was not found with all\n` +
      "that it imports. See the error above, if there is one. Otherwise install the packages (npm ci), run\n" +
      '"npm run build" again, and check that instrumentation.ts is there and calls boot().\n\n',
  );
  process.exit(1);
}
