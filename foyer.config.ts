import type { FoyerConfig } from "@/lib/config/foyer-config";

/**
 * Your settings. Foyer's updates never change this file.
 *
 * - `prerendered`: the paths of your prerendered pages, such as "/pricing" or "/blog/*"
 * - `contentSecurityPolicy`: sources that your pages may use, by directive, such as
 *   `{ "connect-src": ["https://api.example.com"] }`
 * - `bodyLimits`: the longest bodies that your routes get, by path, such as
 *   `{ "/api/upload": "50mb", "/api/*": "1mb" }`
 * - `roles`: the roles of your users beside "user" and "admin", such as `["editor"]`
 * - `supportEmail`: whom visitors ask for help
 */
const config: FoyerConfig = {
  prerendered: [],
  roles: [],
};

export default config;
