import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const serverOnly = dirname(createRequire(import.meta.url).resolve("server-only"));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      // Outside the bundler of Next the marker throws; this is its empty half.
      { find: /^server-only$/, replacement: join(serverOnly, "empty.js") },
    ],
  },
  test: {
    environment: "node",
    include: ["{app,bench,components,lib,scripts}/**/*.test.{ts,tsx}", "*.test.ts"],
    globalSetup: "scripts/test-run/vitest-postgres.ts",
    setupFiles: "scripts/test-run/vitest-environment.ts",
    // They share one database; a file makes persons of its own and counts only those.
    // postgres.js throws this outside any promise when a connection dies within a transaction:
    // https://github.com/porsager/postgres/issues/1208. Next.js logs it and goes on.
    onUnhandledError: ({ message, stack }) =>
      !(
        message.includes("(reading 'write')") && /postgres\/(src|cjs)\/connection/.test(stack ?? "")
      ),
    // It imports "next/server" as bundlers do, which Node by itself does not find.
    server: { deps: { inline: ["next-auth"] } },
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
  },
});
