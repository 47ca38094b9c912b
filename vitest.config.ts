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
      // Outside Next.js's bundler, `server-only` throws; this is its empty half.
      { find: /^server-only$/, replacement: join(serverOnly, "empty.js") },
    ],
  },
  test: {
    environment: "node",
    include: ["{app,bench,components,lib,scripts}/**/*.test.{ts,tsx}", "*.test.ts"],
    // All files share one database, so each creates its own users and counts only those.
    globalSetup: "scripts/test-run/vitest-postgres.ts",
    setupFiles: "scripts/test-run/vitest-environment.ts",
    // postgres.js throws this outside any promise if a connection dies within a transaction:
    // https://github.com/porsager/postgres/issues/1208. Next.js logs it and goes on.
    onUnhandledError: ({ message, stack }) =>
      !(
        message.includes("(reading 'write')") && /postgres\/(src|cjs)\/connection/.test(stack ?? "")
      ),
    // next-auth imports "next/server", which bundlers resolve and Node alone does not.
    server: { deps: { inline: ["next-auth"] } },
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
  },
});
