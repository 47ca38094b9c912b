import type { FoyerConfig } from "@/lib/config/foyer-config";

const config: FoyerConfig = { prerendered: ["/plans", "/stock", "/blog/*"] };

export default config;
