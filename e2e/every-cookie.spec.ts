import { expect, test } from "@playwright/test";
import {
  connectButton,
  connectionsPath,
  continueWith,
  expectRedirect,
  press,
  reachConnect,
  walk,
} from "./support/account-centre";
import { type Account, control } from "./support/control";
import { database } from "./support/database";
import { guidedPath, newUser, pendingLinkPath } from "./support/guided-linking";
import { HttpsVisitor, httpsOrigin } from "./support/https-visitor";
import { shareApp } from "./support/shared-app";
import { verified } from "./support/test-user";

// The tests share one app.
test.describe.configure({ mode: "default" });

const maxCookieBytes = 4096;

const shared = shareApp({ AUTH_URL: httpsOrigin, AUTH_LINK_VERIFIED_EMAIL: "false" });

test("on https every cookie that the app sets has the __Host- prefix and is Secure, HttpOnly and Lax", async () => {
  const { cookies } = await visitEverything(await newUser());
  expect([...new Set(cookies.map(nameOf))].sort()).toEqual([
    "__Host-authjs.session-token",
    "__Host-foyer.connect-offer",
    "__Host-foyer.device",
    "__Host-foyer.flash",
    "__Host-foyer.flow.…",
    "__Host-foyer.last-provider",
    "__Host-foyer.led-back",
    "__Host-foyer.locale",
    "__Host-foyer.signed-out",
    "__Host-foyer.theme",
  ]);
  for (const cookie of cookies) {
    expect(cookie).not.toMatch(/; Domain=/i);
    for (const attribute of [/; Path=\/;/, /; Secure/i, /; HttpOnly/i, /; SameSite=lax/i]) {
      expect(cookie).toMatch(attribute);
    }
  }
});

test("no cookie exceeds 4096 bytes, whatever links and providers contain", async () => {
  const { cookies, images } = await visitEverything(await longestUser(), {
    returnTo: longestPath("/?", "&"),
    providerError: longestProviderError(),
  });
  for (const cookie of cookies) {
    const { length } = cookie;
    expect(length, `${length} of ${cookie.slice(0, 40)}`).toBeLessThanOrEqual(maxCookieBytes);
  }
  // The app left out the picture, which made the pending link too long for a cookie.
  expect(images.google).toBeNull();
});

test("a pending link keeps a picture if the cookie has room for it", async () => {
  const picture = longestPicture();
  const { images } = await visitEverything(
    await control.createAccount({ google: { picture }, github: {} }),
  );
  expect(images.google).toBe(picture);
});

/** The name in a Set-Cookie header; that of a flow without the hash of its state. */
const nameOf = (cookie: string) =>
  cookie.replace(/=.*/s, "").replace(/(\.flow\.)[\w-]{12}$/, "$1…");

type Longest = { returnTo?: string; providerError?: { kind: string; error: string } };

/** Does everything for which the app sets a cookie, and expects each step to work. */
async function visitEverything(
  user: Account,
  {
    returnTo = "/account/data",
    providerError = { kind: "error", error: "server_error" },
  }: Longest = {},
) {
  const visitor = new HttpsVisitor(shared.app.url);
  const signInPath = `/sign-in?${new URLSearchParams({ callbackUrl: returnTo })}`;
  const first = await visitor.reachCallback("github", user, signInPath);
  expectRedirect(await visitor.follow(first), returnTo);

  const fault = { account: user.id, endpoint: "authorize", fault: providerError } as const;
  await control.placeFault({ ...fault, provider: "google", times: 1 });
  const rejected = await visitor.follow(await reachConnect(visitor, "google", user));
  expectRedirect(rejected, connectionsPath);
  expect((await visitor.get(connectionsPath)).body).toContain(providerError.error);

  expectRedirect(await visitor.press("/account", "Dark"), "/");
  expectRedirect(await visitor.submit("/account/language", [["locale", "de"]]), "/");
  expectRedirect(await visitor.submit("/account/language", [["locale", "en"]]), "/");
  expectRedirect(await visitor.signOut(), "/");
  expect((await visitor.get("/")).body).toContain("You’re signed out.");

  const other = await visitor.reachCallback("google", user, signInPath);
  expectRedirect(await visitor.follow(other), guidedPath);
  const guided = await press(visitor, guidedPath, continueWith("github"));
  expectRedirect(await visitor.follow(await walk(guided, user)), pendingLinkPath);
  expectRedirect(await press(visitor, pendingLinkPath, connectButton("google")), returnTo);

  expect((await visitor.get("/unavailable?returnTo=%2F")).location).toBe("/");
  return { cookies: visitor.cookies, images: await imagesOf(user) };
}

/** A user with the longest allowed address and subject (see lib/auth/providers/claims.ts), even longer in JSON. */
async function longestUser(): Promise<Account> {
  const [id, domain] = [crypto.randomUUID(), "@example.com"];
  const email = `${id}${"字".repeat(254 - id.length - domain.length)}${domain}`;
  return control.createAccount({
    google: {
      sub: `${id}${'"'.repeat(255 - id.length)}`,
      email,
      picture: longestPicture(),
    },
    github: { emails: verified(email) },
  });
}

/** A picture that fits in the cookie, but not together with the longest values of all else. */
function longestPicture(): string {
  return longest("https://lh3.googleusercontent.com/a/", "x", 1000);
}

/** An error of the longest size that a message keeps: 2400 bytes (see lib/auth/oauth/error-response.ts). */
function longestProviderError() {
  const faces = (count: number) => "😀".repeat(count);
  const [error_description, error_uri, error_hint] = [faces(200), faces(200), faces(163)];
  const extra = { error_hint };
  return { kind: "error", error: "server_error", error_description, error_uri, extra };
}

/** The longest return path that is allowed for an app with this origin. */
function longestPath(start: string, filling: string): string {
  return longest(start, filling, 1024 - httpsOrigin.length);
}

function longest(start: string, filling: string, length: number): string {
  return start + filling.repeat(length - start.length);
}

async function imagesOf({ google, github }: Account): Promise<Record<string, string | null>> {
  const subjects = [String(google?.sub), String(github?.user.id)];
  const rows = await database()<{ provider: string; image: string | null }[]>`
    select provider, image from accounts where provider_account_id = any(${subjects})`;
  return Object.fromEntries(rows.map(({ provider, image }) => [provider, image]));
}
