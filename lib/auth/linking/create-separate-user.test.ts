import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/db/driver/client";
import { completed, guided } from "@/lib/test-support/completed";
import {
  existingProviderOf,
  type LinkSettings,
  newAddress,
  signInsWith,
} from "@/lib/test-support/link-settings";
import { activityOf, createTestUser, rowsOf } from "@/lib/test-support/test-user";

describe("a separate user created from a pending link", () => {
  async function createPendingLink(settings: LinkSettings = {}, provider = "google") {
    const signIn = await signInsWith(settings);
    const email = newAddress();
    const holder = await completed(signIn(email, "google"));
    const link = await guided(signIn(email, provider));
    const { createSeparateUser } = await import("./create-separate-user");
    const { createSessionToken } = await import("@/lib/auth/session/token");
    const start = () =>
      createSeparateUser(
        { ...link, returnTo: "/" },
        {
          sessionToken: createSessionToken(),
          device: { userAgent: null, ip: null },
          deviceHash: crypto.randomUUID(),
        },
      );
    const usersWithAddress = async () => {
      const { users } = await rowsOf({ claims: createTestUser().claims, email });
      return Object.fromEntries(
        users.map(({ id, email_verified }) => [String(id), email_verified !== null]),
      );
    };
    return { signIn, email, holder, link, start, usersWithAddress };
  }

  it("takes the address over, which is no longer confirmed for its former user", async () => {
    const { email, signIn, holder, start, usersWithAddress } = await createPendingLink();
    const started = await start();
    if (started === "used" || started.kind !== "new") throw new Error("no user was created");
    expect(await usersWithAddress()).toEqual({ [holder.userId]: false, [started.userId]: true });
    expect(await activityOf(holder.userId)).toContainEqual(
      expect.objectContaining({ kind: "address-released", provider: "google" }),
    );
    expect(await signIn(email, "github")).toMatchObject(existingProviderOf(started.userId));
  });

  it("works once: twenty submissions at once create one user", async () => {
    const { start, usersWithAddress } = await createPendingLink();
    const started = await Promise.all(Array.from({ length: 20 }, start));
    expect(started.filter((each) => each !== "used")).toHaveLength(1);
    expect(Object.values(await usersWithAddress()).toSorted()).toEqual([false, true]);
    expect(await start()).toBe("used");
  });

  it("leaves the address with its holder when the provider may not vouch for it", async () => {
    const { holder, start, usersWithAddress } = await createPendingLink({}, "corp");
    const started = await start();
    if (started === "used" || started.kind !== "new") throw new Error("no user was created");
    expect(await usersWithAddress()).toEqual({ [holder.userId]: true, [started.userId]: false });
  });

  it("is refused once a user has its account", async () => {
    const { email, holder, link, start } = await createPendingLink();
    await db().execute(sql`insert into accounts (provider, provider_account_id, user_id, email)
      values ('google', ${link.subject}, ${holder.userId}, ${email})`);
    expect(await start()).toBe("used");
  });
});
