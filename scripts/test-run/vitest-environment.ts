import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { readMigrations } from "../../lib/db/migrations/migration-files";
import { migrationsDirectory } from "../processes/project-paths";

// Read by lib/env/env.ts. Set before each test file, since every file loads its own copy of modules.
process.env.DATABASE_URL = inject("databaseUrl");
process.env.AUTH_SECRET = randomBytes(32).toString("hex");
process.env.AUTH_URL = "http://localhost:3000";
// next.config.ts puts it into a build.
process.env.FOYER_MIGRATIONS = JSON.stringify(readMigrations(migrationsDirectory));
