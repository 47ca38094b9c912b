import type { FoyerConfig } from "@/lib/config/foyer-config";

const config: FoyerConfig = {
  prerendered: [
    "/authjs/client",
    "/authjs/login",
    "/authjs/members",
    "/authjs/own-way",
    "/blog/*",
    "/notes",
    "/values",
    "/pricing",
  ],
  bodyLimits: { "/api/limited": "100kb", "/limited/*": "100kb", "/limited/large": "12mb" },
  contentSecurityPolicy: { "connect-src": ["https://api.example.com"] },
};

export default config;
