import type { FoyerConfig } from "@/lib/config/foyer-config";

/**
 * Your settings. Foyer's updates never change this file.
 *
 * - `brand`: name, description, logo and accent: docs/recipes/look.md
 * - `legal`: your terms, your privacy policy and your help, linked at the foot of Foyer's pages
 * - `prerendered`: the paths of your prerendered pages, such as "/pricing" or "/blog/*"
 * - `contentSecurityPolicy`: sources that your pages may use, by directive, such as
 *   `{ "connect-src": ["https://api.example.com"] }`
 * - `bodyLimits`: the longest bodies that your routes get, by path, such as
 *   `{ "/api/upload": "50mb", "/api/*": "1mb" }`
 * - `roles`: the roles of your users beside "user" and "admin", such as `["editor"]`
 * - `supportEmail`: whom visitors ask for help
 */
const config: FoyerConfig = {
  brand: { name: "Foyer", description: "Sign in with an account you already have." },
  legal: {},
  prerendered: [],
  roles: [],
};

export default config;
