import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Page,
} from "@playwright/test";

/** What a browser reported while a test ran, and patterns to ignore. */
export type ConsoleGuard = { complaints: string[]; ignore: (pattern: RegExp) => void };

const onePixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const pictureHosts = /^https:\/\/(lh3\.googleusercontent|avatars\.githubusercontent)\.com\//;

/**
 * Records what a page must not do: log errors or warnings (a CSP violation is one), throw uncaught
 * exceptions, or send requests to other machines. It serves the providers' pictures itself, so that
 * no test depends on the network.
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
    note(`A page requested ${url}`);
    return route.abort();
  });
  return { complaints, ignore: (pattern) => ignored.push(pattern) };
}

/** Lends a page in another browser, and expects no complaints about it afterwards. */
export async function withGuardedPage(
  browser: Browser,
  options: BrowserContextOptions,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options);
  const guard = await guardConsole(context);
  await use(await context.newPage());
  expect(guard.complaints).toEqual([]);
  await context.close();
}

function isForeign(url: URL): boolean {
  return url.protocol.startsWith("http") && !["localhost", "127.0.0.1"].includes(url.hostname);
}
