import { join } from "node:path";
import type { NextConfig } from "next";

const config: NextConfig = {
  // The project's packages are above.
  turbopack: { root: join(import.meta.dirname, "../..") },
  typescript: { ignoreBuildErrors: true },
};

export default config;
