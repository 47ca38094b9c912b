import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: [
    // The builder's tables.
    "./lib/db/app/*schema.ts",
    "./lib/db/schema.ts",
    "./lib/db/access-schema.ts",
    "./lib/db/admin-log/schema.ts",
    "./lib/db/limits-schema.ts",
    "./lib/db/pictures-schema.ts",
    "./lib/db/remembered-schema.ts",
  ],
  out: "./drizzle",
  // For `npm run db:studio`. `drizzle-kit generate` needs no database.
  ...(process.env.DATABASE_URL && { dbCredentials: { url: process.env.DATABASE_URL } }),
});
