import type { z } from "zod";
import { defaultNewDeviceWait, findEndlessWait } from "@/lib/env/new-device-wait";
import { type OpenIdSettings, readOpenIdProviders } from "@/lib/env/openid";
import { canonicalOrigin, vercelHost } from "@/lib/env/origin";
import {
  type OutgoingProxy,
  type outgoingProxyVariables,
  readOutgoingProxy,
} from "@/lib/env/outgoing-proxy";
import { findProviderGaps, providerAddresses } from "@/lib/env/providers";
import { isSet, type Problem, type Source } from "@/lib/env/values";
import { nodeEnv, schema } from "@/lib/env/variables";
import { globalSingleton } from "@/lib/global-singleton";

export type { OpenIdSettings } from "@/lib/env/openid";
export type { Problem, Rate } from "@/lib/env/values";

/**
 * The environment, read and checked once. No other module of the app reads variables, except that the
 * log reads its level, so that it works before this check reports a problem.
 */

type Values = Omit<z.infer<typeof schema>, keyof typeof outgoingProxyVariables>;

/** Every variable that the app reads. */
export const variableNames: readonly string[] = Object.keys(schema.shape);

/** The checked environment, and what follows from it. */
export type Env = Values & {
  /** In seconds; 0 for no wait. */
  NEW_DEVICE_WAIT: number;
  /** The one canonical origin of this deployment. */
  origin: string;
  /** The first one seals; all of them open. */
  authSecrets: [string, ...string[]];
  openIdProviders: OpenIdSettings[];
  /** Null if calls to providers go out directly. */
  outgoingProxy: OutgoingProxy | null;
  /** Provider addresses from the environment: issuers and self-hosted servers. */
  providerAddresses: string[];
};

/** Thrown with one message that lists every problem and never contains a value. */
export class EnvironmentError extends Error {
  override name = "EnvironmentError";
  readonly problems: Problem[];

  constructor(problems: Problem[]) {
    super(toMessage(problems));
    this.problems = problems;
  }
}

let checked: Env | undefined;
const shared = () => globalSingleton<{ env?: Env }>("env", () => ({}));

/**
 * The environment of this process.
 * @throws EnvironmentError when a variable is missing or wrong
 */
export function env(): Env {
  checked ??= shared().env ?? readEnv(process.env);
  return checked;
}

/** Spares the copies of this module in pages and routes their own check: 16 ms of the first response. */
export function shareEnv(): void {
  shared().env = env();
}

/**
 * Checks a set of variables. `env` applies this to the process.
 * @throws EnvironmentError naming every variable that is missing or wrong, and how to fix it
 */
export function readEnv(source: Source): Env {
  const result = schema.safeParse(source);
  const openId = readOpenIdProviders(source);
  const proxy = readOutgoingProxy(source);
  const issues = (result.error?.issues ?? []).map(toProblem);
  const problems = [...issues, ...findGaps(source), ...openId.problems, ...proxy.problems];
  if (result.success) problems.push(...findEndlessWait(result.data));
  if (!result.success || problems.length > 0) throw new EnvironmentError(problems);
  const { data } = result;
  const issuers = openId.providers.map(({ issuer }) => issuer);
  return {
    ...data,
    NEW_DEVICE_WAIT: data.NEW_DEVICE_WAIT ?? defaultNewDeviceWait(data),
    origin: canonicalOrigin(data),
    authSecrets: authSecrets(data),
    openIdProviders: openId.providers,
    outgoingProxy: proxy.outgoingProxy,
    providerAddresses: [...providerAddresses(data), ...issuers],
  };
}

function toProblem(issue: z.core.$ZodIssue): Problem {
  return { name: issue.path.join("."), message: issue.message };
}

/** Variables that are only required because of the values of others. */
function findGaps(source: Source): Problem[] {
  const gaps = findProviderGaps(source);
  const isProduction = nodeEnv.parse(source.NODE_ENV) === "production";
  if (isProduction && !isSet(source, "AUTH_URL") && !vercelHost(source)) {
    const message =
      "is missing: set it to the address visitors type, such as https://app.example.com";
    gaps.push({ name: "AUTH_URL", message });
  }
  return gaps;
}

function toMessage(problems: Problem[]): string {
  return [
    "Foyer cannot start: environment variables are missing or wrong.",
    ...problems.map(({ name, message }) => `  - ${name} ${message}`),
    "Set them in your host's settings or in .env.local; .env.local.example explains each.",
  ].join("\n");
}

/** The highest number first, as in Auth.js: `setEnvDefaults` in @auth/core, lib/utils/env.js. */
function authSecrets(values: Values): Env["authSecrets"] {
  const { AUTH_SECRET, AUTH_SECRET_1, AUTH_SECRET_2, AUTH_SECRET_3 } = values;
  const [newest, ...older] = [AUTH_SECRET_3, AUTH_SECRET_2, AUTH_SECRET_1].flatMap((s) => s ?? []);
  return newest ? [newest, ...older, AUTH_SECRET] : [AUTH_SECRET];
}
