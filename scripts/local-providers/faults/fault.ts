import { z } from "zod";

const endpoints = ["discovery", "jwks", "token", "user", "emails", "authorize"] as const;

const record = z.record(z.string(), z.unknown());
const params = z.record(z.string(), z.string());
const signature = z
  .enum(["right", "none", "hs256-with-client-secret", "foreign-key", "garbage", "empty"])
  .default("right");

const faultSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("status"),
    status: z.int().min(200).max(599),
    body: z.unknown().optional(),
    contentType: z.string().optional(),
    headers: params.optional(),
  }),
  /** The right response with another status. */
  z.object({ kind: z.literal("relabel"), status: z.int().min(200).max(599) }),
  z.object({ kind: z.literal("redirect"), to: z.string() }),
  z.object({ kind: z.literal("html") }),
  z.object({ kind: z.literal("malformed-json") }),
  z.object({ kind: z.literal("replace"), body: z.unknown() }),
  z.object({ kind: z.literal("merge"), body: record }),
  /** The right response with more members, all null. */
  z.object({ kind: z.literal("nulls"), names: z.array(z.string()) }),
  z.object({ kind: z.literal("huge"), bytes: z.int().positive() }),
  z.object({ kind: z.literal("drip") }),
  z.object({ kind: z.literal("delay"), milliseconds: z.int().positive() }),
  z.object({ kind: z.literal("silence") }),
  z.object({ kind: z.literal("reset") }),
  z.object({
    kind: z.literal("id-token"),
    header: record.optional(),
    claims: record.optional(),
    signature,
  }),
  /** The UserInfo response as a JWT (OpenID Connect Core 1.0, section 5.3.2). */
  z.object({ kind: z.literal("signed-userinfo"), claims: record.optional(), signature }),
  z.object({
    kind: z.literal("error"),
    error: z.string(),
    error_description: z.string().optional(),
    error_uri: z.string().optional(),
    extra: params.optional(),
  }),
  z.object({
    kind: z.literal("params"),
    set: params.default({}),
    drop: z.array(z.string()).default([]),
  }),
]);

/** The body of `POST /control/faults`. */
export const faultOrderSchema = z
  .object({
    account: z.string().optional(),
    provider: z.enum(["google", "github"]).optional(),
    endpoint: z.enum(endpoints),
    fault: faultSchema,
    times: z.int().positive().optional(),
  })
  .refine((order) => !order.account || !["discovery", "jwks"].includes(order.endpoint), {
    message: "discovery and jwks requests belong to no account: leave out account",
  })
  .refine((order) => order.fault.kind !== "id-token" || order.endpoint === "token", {
    message: "an id-token fault belongs to the token endpoint",
  })
  .refine((order) => order.fault.kind !== "signed-userinfo" || order.endpoint === "user", {
    message: "a signed-userinfo fault belongs to the user endpoint",
  })
  .refine(
    (order) => !["error", "params"].includes(order.fault.kind) || order.endpoint === "authorize",
    { message: "error and params faults belong to the authorize endpoint" },
  );

export type Endpoint = (typeof endpoints)[number];
export type Fault = z.infer<typeof faultSchema>;
export type IdTokenFault = Extract<Fault, { kind: "id-token" }>;
export type FaultOrder = z.infer<typeof faultOrderSchema>;
