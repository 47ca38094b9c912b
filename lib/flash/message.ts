import { z } from "zod";
import { accessReasons } from "@/lib/auth/access/decide-access";

const provider = z.string();
const reference = z.string();
/**
 * The name of a device, in the language of the request that left the message; null if it was gone, or if the
 * release before left the message.
 */
const device = z.string().nullable().default(null);
const intent = z.enum(["sign-in", "connect", "confirm"]);

const change = z.object({
  what: z.enum([
    ...(["connected", "disconnected"] as const),
    ...(["address", "username", "name", "picture", "profile"] as const),
    ...(["exported", "sessions-ended", "device-forgotten"] as const),
  ]),
  provider: provider.optional(),
});
const keptChange = change.extend({
  why: z.enum(["of-another", "taken", "changed-since", "unreadable", "lasting", "deleted"]),
});

/** The messages that a request can leave for the next page. */
export const flashMessage = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("signed-out") }),
  z.object({ kind: z.literal("sign-out-failed"), reference }),
  z.object({ kind: z.literal("not-signed-in") }),
  z.object({ kind: z.literal("cancelled"), provider, intent }),
  z.object({
    kind: z.literal("provider-error"),
    provider,
    intent,
    reference,
    /** Whether it may work later. */
    mayPass: z.boolean(),
    parameters: z.array(z.object({ name: z.string(), value: z.string() })),
  }),
  z.object({
    kind: z.literal("embedded-browser"),
    provider,
    app: z.string().nullable(),
    instead: z.enum(["Safari", "Chrome"]).nullable(),
  }),
  z.object({ kind: z.literal("provider-away"), provider, reference, mayPass: z.boolean() }),
  z.object({
    kind: z.literal("refused"),
    provider,
    reason: z.enum([
      "email-missing",
      "email-not-shared",
      "email-invalid",
      "email-verified-missing",
      "email-verified-not-boolean",
      "email-unverified",
      "issuer-changed",
      "account-of-another",
      "address-of-another",
      "link-used",
      "not-connected",
      ...accessReasons,
      "recovery-unusable",
    ]),
    reference,
  }),
  z.object({ kind: z.literal("linked"), provider }),
  z.object({ kind: z.literal("recovered"), provider }),
  z.object({ kind: z.literal("recovery-stopped") }),
  z.object({ kind: z.literal("recovery-gone") }),
  z.object({ kind: z.literal("new-account"), provider }),
  z.object({ kind: z.literal("restored"), provider }),
  z.object({ kind: z.literal("connected"), provider }),
  z.object({ kind: z.literal("connected-before"), provider }),
  z.object({ kind: z.literal("confirmed"), provider, madeDeviceKnown: z.boolean() }),
  z.object({ kind: z.literal("offer-gone") }),
  z.object({ kind: z.literal("link-expired") }),
  z.object({
    kind: z.literal("disconnected"),
    provider: provider.nullable(),
    /** For the form that undoes it. */
    undo: z.string().optional(),
  }),
  z.object({ kind: z.literal("undo-gone") }),
  z.object({ kind: z.literal("last-connection") }),
  z.object({ kind: z.literal("profile-saved") }),
  z.object({ kind: z.literal("picture-saved") }),
  z.object({
    kind: z.literal("picture-refused"),
    reason: z.enum([
      ...(["busy", "no-file", "too-large", "unreadable"] as const),
      ...(["not-a-picture", "animated", "too-many-pixels", "damaged", "too-complex"] as const),
    ]),
  }),
  z.object({ kind: z.literal("address-changed") }),
  z.object({ kind: z.literal("address-taken") }),
  z.object({ kind: z.literal("address-outdated") }),
  z.object({ kind: z.literal("session-ended"), device }),
  z.object({ kind: z.literal("session-ended-device-forgotten"), device }),
  z.object({ kind: z.literal("device-forgotten") }),
  z.object({ kind: z.literal("use-vouched") }),
  z.object({
    kind: z.literal("disowned"),
    device,
    undone: z.array(change),
    kept: z.array(keptChange),
    /** Whether an account is still connected. */
    hasAccount: z.boolean(),
    /** Whose account opened the session. */
    provider: provider.optional(),
    /** Whether that account was connected by the session's intruder. */
    usedOwnAccount: z.boolean().default(false),
  }),
  z.object({ kind: z.literal("other-sessions-ended"), count: z.number() }),
  z.object({ kind: z.literal("device-vouched"), device }),
  z.object({ kind: z.literal("account-deleted") }),
]);

export type FlashMessage = z.infer<typeof flashMessage>;
