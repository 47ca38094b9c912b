import { customType, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { moment, users } from "@/lib/db/schema";

const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

/** Pictures that users uploaded, as we encoded them: one each, as long as the user shows it. */
export const pictures = pgTable("pictures", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  /** In the picture's address, which is its only protection. A new picture has a new one. */
  id: uuid("id").notNull().unique(),
  contentType: text("content_type").notNull(),
  bytes: bytea("bytes").notNull(),
  createdAt: moment("created_at").notNull().defaultNow(),
});
