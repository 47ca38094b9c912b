import { randomBytes } from "node:crypto";
import { inject } from "vitest";

// What lib/env.ts reads; before each test file, as every file loads its own copy of the modules.
process.env.DATABASE_URL = inject("databaseUrl");
process.env.AUTH_SECRET = randomBytes(32).toString("hex");
process.env.AUTH_URL = "http://localhost:3000";
