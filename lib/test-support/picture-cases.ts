import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { db } from "@/lib/db/driver/client";
import { deletePicture, findPicture, settlePicture, storePicture } from "@/lib/db/pictures";
import { contextOf, type SeededUser } from "@/lib/test-support/seeded-user";

const picture = { bytes: Buffer.from("bytes"), contentType: "image/webp" };

/** The queries of uploaded pictures: see `queryCases`. */
export const pictureCases: Record<string, (user: SeededUser) => Promise<unknown>> = {
  storePicture: (user) => storePicture(contextOf(user), picture),
  deletePicture: ({ userId }) => deletePicture(db(), userId),
  settlePicture: ({ userId }) => settlePicture(db(), userId),
  findPicture: () => findPicture(randomUUID()),
};

/** A picture of each user, so that Postgres prefers the indexes. */
export async function storePictures(): Promise<void> {
  await db().execute(sql`
    insert into pictures (user_id, id, content_type, bytes)
    select id, gen_random_uuid(), 'image/webp', 'bytes' from users`);
  await db().execute(sql`analyze pictures`);
}
