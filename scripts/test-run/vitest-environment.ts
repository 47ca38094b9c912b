import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { readMigrations } from "../../lib/db/migrations/migration-files";
import { migrationsDirectory } from "../processes/project-paths";

// What lib/env/env.ts reads; before each test file, as every file loads its own copy of the modules.
process.env.DATABASE_URL = inject("databaseUrl");
process.env.AUTH_SECRET = randomBytes(32).toString("hex");
process.env.AUTH_URL = "http://localhost:3000";
// What next.config.ts puts into a build.
process.env.FOYER_MIGRATIONS = JSON.stringify(readMigrations(migrationsDirectory));
