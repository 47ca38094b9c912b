import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/lib/db/driver/client";
import { DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import { users } from "@/lib/db/schema";
import * as userLocale from "@/lib/db/user-locale";
import { log } from "@/lib/log";
import { cookiesSet, receiveRequest } from "@/lib/test-support/next-headers";
import { signInTestUser } from "@/lib/test-support/signed-in-user";
import { POST } from "./route";

vi.mock("next/headers", () => import("@/lib/test-support/next-headers"));
beforeEach(() => receiveRequest());

const origin = "http://localhost:3000";

async function post(locale: string, token = "", headers: Record<string, string> = {}) {
  const all = {
    origin,
    "content-type": "application/x-www-form-urlencoded",
    referer: `${origin}/sign-in?callbackUrl=%2Faccount`,
    "user-agent": "Mozilla/5.0",
    cookie: `authjs.session-token.3000=${token}`,
    ...headers,
  };
  receiveRequest(all);
  const body = new URLSearchParams({ locale });
  const request = new Request(`${origin}/account/language`, { method: "POST", body, headers: all });
  const response = await POST(request);
  return [response.status, response.headers.get("location"), localeCookie()];
}

const localeCookie = () => cookiesSet().find(({ name }) => name === "foyer.locale.3000")?.value;

async function localeOf(userId: string) {
  const [user] = await db().select().from(users).where(eq(users.id, userId));
  return user?.locale;
}

describe("choosing a language", () => {
  it("sets the cookie for a year and returns to the page, for a visitor", async () => {
    expect(await post("de")).toEqual([303, "/sign-in?callbackUrl=%2Faccount", "de"]);
    expect(cookiesSet()).toMatchObject([{ maxAge: 31_536_000, httpOnly: true, sameSite: "lax" }]);
  });

  it("also stores it for a user who is signed in", async () => {
    const { token, userId } = await signInTestUser();
    const referer = `${origin}/account`;
    expect(await post("ja", token, { referer })).toEqual([303, "/account", "ja"]);
    expect(await localeOf(userId)).toBe("ja");
  });

  it.each(["", "xx", "DE", "en-XA", "de\r\nset-cookie: a=b", "__proto__"])(
    "changes nothing for a language that the site doesn't offer: %j",
    async (locale) => {
      const { token, userId } = await signInTestUser();
      const page = "/sign-in?callbackUrl=%2Faccount";
      expect(await post(locale, token)).toEqual([303, page, undefined]);
      expect(await localeOf(userId)).toBeNull();
    },
  );

  it("returns to no other site", async () => {
    const referer = "https://evil.example/account";
    expect(await post("fr", "", { referer })).toEqual([303, "/", "fr"]);
  });

  it("is refused to another site", async () => {
    await expect(post("fr", "", { origin: "https://evil.example" })).rejects.toThrow();
    expect(localeCookie()).toBeUndefined();
  });

  it("sets the cookie while the database is unavailable, and logs that it stored nothing", async () => {
    const { token } = await signInTestUser();
    const warn = vi.spyOn(log, "warn").mockReturnValue();
    vi.spyOn(userLocale, "storeLocale").mockRejectedValue(new DatabaseUnavailableError());
    expect(await post("es", token)).toEqual([303, "/sign-in?callbackUrl=%2Faccount", "es"]);
    expect(warn.mock.calls).toMatchObject([[{ event: "language.not-stored" }]]);
  });
});
