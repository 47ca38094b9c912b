import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Without the tests and scripts, whose packages a production install leaves out.
  typescript: { tsconfigPath: "tsconfig.build.json" },
};

export default config;
