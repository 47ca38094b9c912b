import { z } from "zod";

/** The messages that one request can leave for the next page. */
export const flashMessage = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("signed-out") }),
  z.object({ kind: z.literal("sign-out-failed"), reference: z.string() }),
  z.object({
    kind: z.literal("provider-error"),
    provider: z.string(),
    reference: z.string(),
    parameters: z.array(z.object({ name: z.string(), value: z.string() })),
  }),
  z.object({ kind: z.literal("provider-away"), provider: z.string(), reference: z.string() }),
]);

export type FlashMessage = z.infer<typeof flashMessage>;
