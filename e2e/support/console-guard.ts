import type { BrowserContext } from "@playwright/test";

/** What a browser complained of while a test ran. */
export type ConsoleGuard = { complaints: string[]; ignore: (pattern: RegExp) => void };

const onePixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const pictureHosts = /^https:\/\/(lh3\.googleusercontent|avatars\.githubusercontent)\.com\//;

/**
 * Notes everything that a page must not do: errors and warnings in the console (a violation of the
 * CSP is one), exceptions that nobody caught, and requests to anybody but this machine. Pictures of
 * the providers are answered here, so that no test depends on the network.
 */
export async function guardConsole(context: BrowserContext): Promise<ConsoleGuard> {
  const complaints: string[] = [];
  const ignored: RegExp[] = [];
  const note = (text: string) => {
    if (!ignored.some((pattern) => pattern.test(text))) complaints.push(text);
  };
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) note(message.text());
  });
  context.on("weberror", (error) => note(String(error.error())));
  await context.route(isForeign, (route) => {
    const url = route.request().url();
    if (pictureHosts.test(url)) return route.fulfill({ contentType: "image/png", body: onePixel });
    note(`A page asked for ${url}`);
    return route.abort();
  });
  return { complaints, ignore: (pattern) => ignored.push(pattern) };
}

function isForeign(url: URL): boolean {
  return url.protocol.startsWith("http") && !["localhost", "127.0.0.1"].includes(url.hostname);
}
