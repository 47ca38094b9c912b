import { causeOf } from "@/lib/error-cause";

export type ProviderStep = "metadata" | "keys" | "authorization" | "token" | "userinfo";

export type ProviderFault =
  | "unreachable"
  | "timeout"
  | "too-large"
  | "redirected"
  | "bad-status"
  | "malformed"
  | "error-response"
  | "id-token-invalid";

/**
 * A provider did not answer as the protocol asks. `message` is for the log: it never holds a
 * part of the answer but a cleaned `error` code.
 */
export class ProviderError extends Error {
  override name = "ProviderError";
  readonly code: ProviderFault;
  readonly step: ProviderStep;

  constructor(
    step: ProviderStep,
    code: ProviderFault,
    details?: { message?: string; cause?: unknown },
  ) {
    super(`${step}: ${details?.message ?? code}`, { cause: details?.cause });
    this.step = step;
    this.code = code;
  }
}

/** By name: metadata and keys are shared by bundles, each of which has a class of its own. */
export function isProviderError(error: unknown): error is ProviderError {
  return error instanceof Error && error.name === "ProviderError";
}

/**
 * At which step a provider failed. Whatever is no error of ours comes from Auth.js, which looks into
 * the token endpoint's answer and nothing else.
 */
export function failedStep(error: unknown): ProviderStep {
  for (let link = error; link instanceof Error; link = causeOf(link)) {
    if (isProviderError(link)) return link.step;
  }
  return "token";
}
