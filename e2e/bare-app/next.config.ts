import { join } from "node:path";
import type { NextConfig } from "next";

const config: NextConfig = {
  // The project's packages are above.
  turbopack: { root: join(import.meta.dirname, "../..") },
  typescript: { ignoreBuildErrors: true },
  experimental: { turbopackFileSystemCacheForBuild: false },
};

export default config;
