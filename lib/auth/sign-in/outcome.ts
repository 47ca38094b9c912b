import "server-only";
import type { Intent } from "@/lib/auth/linking/link-policy";
import { countSignIn } from "@/lib/telemetry/counts";
import { inSpan } from "@/lib/telemetry/in-span";

/** A callback's response, and what came of it in one word for traces and metrics. */
export type Outcome = { response: Response; outcome: string };

/** Records a callback's outcome in the trace and the metrics; the log line is written where it is known. */
export function recordOutcome(
  provider: string,
  intent: Intent,
  work: () => Promise<Outcome>,
): Promise<Response> {
  const begun = performance.now();
  return inSpan("sign-in.callback", { "foyer.provider": provider }, async (span) => {
    const { response, outcome } = await work();
    span.setAttributes({ "foyer.outcome": outcome, "foyer.intent": intent });
    countSignIn({ provider, intent, outcome }, (performance.now() - begun) / 1000);
    return response;
  });
}
