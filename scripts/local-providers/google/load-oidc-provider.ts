import * as crypto from "node:crypto";
import { register } from "node:module";

/**
 * Imports oidc-provider, which needs a newer Node.js than our oldest. `URL.parse` and `crypto.hash`
 * are missing before 20.12 or so, and are added first.
 */
export async function loadOidcProvider() {
  addUrlParse();
  addCryptoHash();
  const { warn } = console;
  // It prints this warning at each import, and the developer can do nothing about it.
  console.warn = (...values: unknown[]) => {
    if (!String(values[0]).includes("Unsupported runtime")) warn(...values);
  };
  try {
    return await import("oidc-provider");
  } finally {
    console.warn = warn;
  }
}

function addUrlParse(): void {
  if ("parse" in URL) return;
  const parse = (url: string, base?: string) =>
    URL.canParse(url, base) ? new URL(url, base) : null;
  Object.defineProperty(URL, "parse", { value: parse, configurable: true, writable: true });
}

/** A built-in module can't get new exports, so this replaces it for oidc-provider. */
function addCryptoHash(): void {
  if ("hash" in crypto) return;
  const replacement = `
    export * from "node:crypto";
    import { createHash } from "node:crypto";
    export const hash = (algorithm, data, encoding = "hex") => {
      const digest = createHash(algorithm).update(data).digest();
      return encoding === "buffer" ? digest : digest.toString(encoding);
    };`;
  const hooks = `
    const replacement = ${JSON.stringify(dataUrl(replacement))};
    export const resolve = (specifier, context, next) =>
      specifier === "node:crypto" && context.parentURL?.includes("/oidc-provider/")
        ? { url: replacement, shortCircuit: true, format: "module" }
        : next(specifier, context);`;
  register(dataUrl(hooks));
}

function dataUrl(source: string): string {
  return `data:text/javascript,${encodeURIComponent(source)}`;
}
