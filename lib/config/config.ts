import { z } from "zod";
// Relative, since next.config.ts loads this file without the paths of tsconfig.json.
import foyerConfig from "../../foyer.config";
import { brandSchema, legalSchema } from "./brand-schema";
import { extensibleDirectives, type FoyerConfig } from "./foyer-config";

const pathPattern = z
  .string()
  .regex(/^\/(?:[^*?#\s]*|(?:[^*?#\s]*\/)?\*)$/, "must be a path such as /pricing or /blog/*");

const source = z
  .string()
  .regex(/^[^\s;,]+$/, "must be one source without spaces, commas and semicolons");

/** The units of a size, in bytes, as in Next.js's own settings. */
const units: Record<string, number> = { kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

const size = z
  .string()
  .regex(/^\d+(\.\d+)?(kb|mb|gb)$/, 'must be a size such as "500kb" or "50mb"')
  .transform((text) => Math.floor(Number.parseFloat(text) * (units[text.slice(-2)] ?? 1)));

const role = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,29}$/, "must be up to 30 of a-z, 0-9 and -, such as editor");

const schema = z.strictObject({
  prerendered: z.array(pathPattern).default([]),
  contentSecurityPolicy: z.partialRecord(z.enum(extensibleDirectives), z.array(source)).default({}),
  bodyLimits: z.record(pathPattern, size).default({}),
  roles: z
    .array(role)
    .default([])
    .transform((roles) => [...new Set(["user", ...roles, "admin"])]),
  supportEmail: z.email("must be an e-mail address such as help@example.com").optional(),
  brand: brandSchema.prefault({}),
  legal: legalSchema.default({}),
});

/** The checked settings, complete with defaults, and body limits in bytes. */
export type Config = Required<
  Omit<FoyerConfig, "bodyLimits" | "brand" | "legal" | "supportEmail">
> & {
  bodyLimits: Record<string, number>;
  supportEmail?: string | undefined;
  brand: z.infer<typeof brandSchema>;
  legal: z.infer<typeof legalSchema>;
};

/** A setting in `foyer.config.ts` can't be used. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

let checked: Config | undefined;

/**
 * The builder's settings in `foyer.config.ts`.
 * @throws ConfigError when they are wrong
 */
export function config(): Config {
  checked ??= readConfig(foyerConfig);
  return checked;
}

/**
 * Checks settings, and adds defaults.
 * @throws ConfigError that names every wrong setting
 */
export function readConfig(settings: unknown): Config {
  const result = schema.safeParse(settings);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    ({ path, message }) => `  - ${path.join(".") || "it"}: ${message}`,
  );
  throw new ConfigError(["foyer.config.ts is wrong:", ...problems].join("\n"));
}
