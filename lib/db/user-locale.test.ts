import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { completeSignIn } from "@/lib/auth/linking/complete-sign-in";
import { completed } from "@/lib/test-support/completed";
import { minutesFromNow, storeSession, storeUser } from "@/lib/test-support/stored-user";
import { createTestUser, signInOf } from "@/lib/test-support/test-user";
import { db } from "./driver/client";
import { users } from "./schema";
import { storeLocale } from "./user-locale";

async function localeOf(userId: string) {
  const [user] = await db()
    .select({ locale: users.locale })
    .from(users)
    .where(eq(users.id, userId));
  return user?.locale;
}

describe("a language that a user chose", () => {
  it("is stored for that user alone", async () => {
    const [userId, other] = [await storeUser(), await storeUser({ locale: "fr" })];
    await storeLocale({ userId, sessionId: await storeSession(userId) }, "de");
    expect([await localeOf(userId), await localeOf(other)]).toEqual(["de", "fr"]);
  });

  it("is not stored from a session that has ended, expired, or is another user's", async () => {
    const userId = await storeUser({ locale: "fr" });
    const expired = { expires: minutesFromNow(-1) };
    for (const sessionId of [
      randomUUID(),
      await storeSession(userId, expired),
      await storeSession(await storeUser()),
    ])
      await storeLocale({ userId, sessionId }, "de");
    expect(await localeOf(userId)).toBe("fr");
  });
});

describe("a sign-in", () => {
  it("returns the language of a user who chose one, by whichever account they sign in", async () => {
    const user = createTestUser();
    const { userId, locale } = await completed(completeSignIn(signInOf(user)));
    expect(locale ?? null).toBeNull();
    await db().update(users).set({ locale: "ja" }).where(eq(users.id, userId));
    const returning = await completed(completeSignIn(signInOf(user)));
    expect(returning).toMatchObject({ kind: "signed-in", userId, locale: "ja" });
    const linked = await completed(completeSignIn(signInOf(user, { provider: "github" })));
    expect(linked).toMatchObject({ kind: "linked", userId, locale: "ja" });
  });

  it("returns none for a user who chose none", async () => {
    const user = createTestUser();
    await completed(completeSignIn(signInOf(user)));
    expect((await completed(completeSignIn(signInOf(user)))).locale).toBeNull();
  });
});
