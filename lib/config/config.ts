import { z } from "zod";
// Relative, since next.config.ts loads this file without the paths of tsconfig.json.
import foyerConfig from "../../foyer.config";
import { extensibleDirectives, type FoyerConfig } from "./foyer-config";

const prerenderedPath = z
  .string()
  .regex(/^\/(?:[^*?#\s]*|(?:[^*?#\s]*\/)?\*)$/, "must be a path such as /pricing or /blog/*");

const source = z
  .string()
  .regex(/^[^\s;,]+$/, "must be one source without spaces, commas and semicolons");

const schema = z.strictObject({
  prerendered: z.array(prerenderedPath).default([]),
  contentSecurityPolicy: z.partialRecord(z.enum(extensibleDirectives), z.array(source)).default({}),
});

/** The checked settings, complete with defaults. */
export type Config = Required<FoyerConfig>;

let checked: Config | undefined;

/**
 * The builder's settings in `foyer.config.ts`.
 * @throws Error when they are wrong
 */
export function config(): Config {
  checked ??= readConfig(foyerConfig);
  return checked;
}

/**
 * Checks settings, and adds defaults.
 * @throws Error that names every wrong setting
 */
export function readConfig(settings: unknown): Config {
  const result = schema.safeParse(settings);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    ({ path, message }) => `  - ${path.join(".") || "it"}: ${message}`,
  );
  throw new Error(["foyer.config.ts is wrong:", ...problems].join("\n"));
}
