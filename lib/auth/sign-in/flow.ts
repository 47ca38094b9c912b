import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { stateMaxAgeSeconds } from "@/lib/auth/oauth/authorization-url";
import { openValue, sealValue } from "@/lib/security/sealed-value";

const flow = z.object({
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  /** Id of the only provider whose callback accepts it. */
  provider: z.string(),
  /** Where the visitor returns to in the end: a path from `returnPath`. */
  returnTo: z.string(),
  /** Why a signed-in user went to the provider, and in which session; null for a sign-in. */
  intent: z
    .object({ kind: z.enum(["connect", "confirm"]), userId: z.string(), sessionId: z.string() })
    .nullable(),
  /** The operator's link that led to the sign-in; absent in flows from before there were any. */
  link: z
    .object({ kind: z.enum(["invitation", "recovery"]), token: z.string() })
    .nullable()
    .default(null),
  checks: z.object({
    state: z.string(),
    codeVerifier: z.string(),
    nonce: z.string().nullable(),
  }),
});

/** One authorization request, until its callback: what it is for, and what the callback checks. */
export type Flow = z.infer<typeof flow>;

/** The short hash of a state that its flow's cookie is named after. */
export function flowId(state: string): string {
  return createHash("sha256").update(state).digest("base64url").slice(0, 12);
}

export function sealFlow(value: Flow): Promise<string> {
  return sealValue("flow", value, stateMaxAgeSeconds);
}

/** @returns null if it is forged, or older than fifteen minutes */
export async function openFlow(sealed: string): Promise<Flow | null> {
  return flow.safeParse(await openValue("flow", sealed)).data ?? null;
}
