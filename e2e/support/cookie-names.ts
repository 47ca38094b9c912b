/**
 * The name of a cookie of the stack's app: on localhost, names end in the port. Specs are loaded before
 * the stack runs, so this reads its port from where playwright.config.ts does.
 */
export function cookieName(name: string): string {
  return `${name}.${Number(process.env.E2E_PORT) || 3100}`;
}
