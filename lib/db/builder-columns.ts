import { userColumns } from "@/lib/db/app/user-columns";
import { users } from "@/lib/db/schema";

/** The builder's own columns of `users`, for queries to select. */
export const builderColumns = Object.fromEntries(
  Object.keys(userColumns).map((name) => [name, users[name as keyof typeof users]]),
) as Pick<typeof users, keyof typeof userColumns>;
