import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { ActionContext } from "@/lib/db/activity";
import { db } from "@/lib/db/driver/client";
import { pictures } from "@/lib/db/pictures-schema";
import { users } from "@/lib/db/schema";
import { disown, ownerAndIntruder, picture as providers } from "@/lib/test-support/intruder";
import {
  entriesOf,
  storeAccount,
  storeFreshContext,
  storeUser,
} from "@/lib/test-support/stored-user";
import { findPicture, isOwnPicture, settlePicture, storePicture } from "./pictures";
import { deleteUser, updateProfile } from "./users";

const webp = (text: string) => ({ bytes: Buffer.from(text), contentType: "image/webp" });

async function imageOf(userId: string) {
  const [user] = await db().select({ image: users.image }).from(users).where(eq(users.id, userId));
  return user?.image ?? null;
}

const rowsOf = (userId: string) => db().select().from(pictures).where(eq(pictures.userId, userId));
const idOf = (image: string | null) => image?.split("/").at(-1) ?? "";

async function uploader() {
  const userId = await storeUser({ image: "https://a.example/1" });
  const context = await storeFreshContext(userId);
  await storePicture(context, webp("first"));
  return { userId, context, image: await imageOf(userId) };
}

describe("an uploaded picture", () => {
  it("is shown, found by its id, and recorded without its address", async () => {
    const { userId, image } = await uploader();
    expect(isOwnPicture(image)).toBe(true);
    expect(await findPicture(idOf(image))).toEqual(webp("first"));
    expect(await entriesOf(userId)).toMatchObject([{ kind: "profile-changed", detail: "picture" }]);
  });

  it("replaces the one before, which is deleted, and has a new address", async () => {
    const { userId, context, image } = await uploader();
    await storePicture(context, webp("second"));
    const next = await imageOf(userId);
    expect(await findPicture(idOf(next))).toEqual(webp("second"));
    expect(next).not.toBe(image);
    expect(await findPicture(idOf(image))).toBeNull();
    expect(await rowsOf(userId)).toHaveLength(1);
  });

  it.each(["none", "a provider's"])("is deleted when its user chooses %s", async (choice) => {
    const { userId, context } = await uploader();
    const account = await storeAccount(userId, { image: "https://a.example/1" });
    await updateProfile(context, { pictureOf: choice === "none" ? null : account });
    expect(await rowsOf(userId)).toEqual([]);
  });

  it("stays when its user changes something else", async () => {
    const { userId, context, image } = await uploader();
    await updateProfile(context, { name: "Augusta King" });
    expect(await findPicture(idOf(image))).toEqual(webp("first"));
    expect(await imageOf(userId)).toBe(image);
  });

  it("is deleted with its user", async () => {
    const { userId, context, image } = await uploader();
    expect(await deleteUser(context)).toBe("deleted");
    expect(await rowsOf(userId)).toEqual([]);
    expect(await findPicture(idOf(image))).toBeNull();
  });

  it("that a release without pictures has left behind is found no more", async () => {
    const { userId, image } = await uploader();
    await db().update(users).set({ image: null }).where(eq(users.id, userId));
    expect(await findPicture(idOf(image))).toBeNull();
  });

  it("is nothing that another user's row decides about", async () => {
    const [ada, eve] = [await uploader(), await uploader()];
    await db().update(users).set({ image: ada.image }).where(eq(users.id, eve.userId));
    expect(await settlePicture(db(), eve.userId)).toBe(true);
    expect(await rowsOf(eve.userId)).toEqual([]);
    expect(await findPicture(idOf(ada.image))).toEqual(webp("first"));
  });
});

describe("disowning a session that uploaded a picture", () => {
  it("deletes it, and puts a provider's back", async () => {
    const { userId, own, theirs } = await ownerAndIntruder();
    await storePicture(theirs, webp("eve"));
    await storePicture(theirs, webp("eve again"));
    expect(await disown(own, theirs)).toMatchObject({ undone: [{ what: "picture" }], kept: [] });
    expect(await imageOf(userId)).toBe(providers);
    expect(await rowsOf(userId)).toEqual([]);
  });

  type Change = (context: ActionContext) => Promise<unknown>;
  it.each<[string, Change]>([
    ["another", (context) => storePicture(context, webp("eve"))],
    ["none", (context) => updateProfile(context, { pictureOf: null })],
  ])("shows none, and says so, where %s took an uploaded one's place", async (_, change) => {
    const { userId, own, theirs } = await ownerAndIntruder();
    await storePicture(own, webp("owner"));
    await change(theirs);
    expect(await disown(own, theirs)).toMatchObject({
      undone: [],
      kept: [{ what: "picture", why: "deleted" }],
    });
    expect(await imageOf(userId)).toBeNull();
    expect(await rowsOf(userId)).toEqual([]);
  });

  it("leaves one that the owner uploaded since", async () => {
    const { userId, own, theirs } = await ownerAndIntruder();
    await storePicture(theirs, webp("eve"));
    await storePicture(own, webp("owner"));
    expect(await disown(own, theirs)).toMatchObject({
      kept: [{ what: "picture", why: "changed-since" }],
    });
    expect(await findPicture(idOf(await imageOf(userId)))).toEqual(webp("owner"));
  });
});
