import { causesOf } from "@/lib/error-cause";

export type ProviderStep = "metadata" | "keys" | "authorization" | "token" | "userinfo";

export type ProviderFault =
  | "unreachable"
  | "timeout"
  | "too-large"
  | "redirected"
  | "bad-status"
  | "malformed"
  | "error-response"
  | "id-token-invalid"
  /** The provider did not ask the user to sign in again, or doesn't say so in `auth_time`. */
  | "not-reauthenticated";

/**
 * A provider did not respond as the protocol requires. `message` is for the log: of the response it
 * contains nothing but a cleaned `error` code.
 */
export class ProviderError extends Error {
  override name = "ProviderError";
  readonly code: ProviderFault;
  readonly step: ProviderStep;
  /** The status of a "bad-status", the code of an "error-response", the fault of an `auth_time`. */
  readonly detail: string | number | undefined;
  readonly #description: string | null;

  constructor(
    step: ProviderStep,
    code: ProviderFault,
    details?: {
      message?: string;
      cause?: unknown;
      detail?: string | number;
      description?: string | null;
    },
  ) {
    super(`${step}: ${details?.message ?? code}`, { cause: details?.cause });
    this.step = step;
    this.code = code;
    this.detail = details?.detail;
    this.#description = details?.description ?? null;
  }

  /**
   * The provider's own words, for the doctor, whose codes are made up. Private, so that no log or
   * serializer includes them: a provider may repeat a code or a secret.
   */
  get description(): string | null {
    return this.#description;
  }
}

/** Compares names: bundles share metadata and keys, but each has its own copy of the class. */
export function isProviderError(error: unknown): error is ProviderError {
  return error instanceof Error && error.name === "ProviderError";
}

/** The first error in a chain of causes that is a provider's fault. */
export function providerErrorOf(error: unknown): ProviderError | undefined {
  return causesOf(error).find(isProviderError);
}

/**
 * The step at which a provider failed. An error that is not ours comes from Auth.js, which parses
 * only the token endpoint's response.
 */
export function failedStep(error: unknown): ProviderStep {
  return providerErrorOf(error)?.step ?? "token";
}
