import * as crypto from "node:crypto";
import { register } from "node:module";

/**
 * Imports oidc-provider, which was written for a newer Node than our oldest: `URL.parse` and
 * `crypto.hash` are missing before 20.12 or so, and are added first.
 */
export async function loadOidcProvider() {
  addUrlParse();
  addCryptoHash();
  const { warn } = console;
  // It says so at each import, and there is nothing that a reader could do about it.
  console.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes("Unsupported runtime")) warn(...words);
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

/** A built-in module takes no new exports, so another module stands in for it. */
function addCryptoHash(): void {
  if ("hash" in crypto) return;
  const standIn = `
    export * from "node:crypto";
    import { createHash } from "node:crypto";
    export const hash = (algorithm, data, encoding = "hex") => {
      const digest = createHash(algorithm).update(data).digest();
      return encoding === "buffer" ? digest : digest.toString(encoding);
    };`;
  const hooks = `
    const standIn = ${JSON.stringify(dataUrl(standIn))};
    export const resolve = (specifier, context, next) =>
      specifier === "node:crypto" && context.parentURL?.includes("/oidc-provider/")
        ? { url: standIn, shortCircuit: true, format: "module" }
        : next(specifier, context);`;
  register(dataUrl(hooks));
}

function dataUrl(source: string): string {
  return `data:text/javascript,${encodeURIComponent(source)}`;
}
