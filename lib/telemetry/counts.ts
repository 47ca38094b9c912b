import { metrics } from "@opentelemetry/api";
import { globalSingleton } from "@/lib/global-singleton";

/** Created on first use: the API returns no-op instruments until the SDK has started. */
const instruments = () =>
  globalSingleton("instruments", () => {
    const meter = metrics.getMeter("foyer");
    return {
      signIns: meter.createCounter("foyer.sign_ins", {
        description: "Callbacks and what came of them",
        unit: "{sign_in}",
      }),
      duration: meter.createHistogram("foyer.sign_in.duration", {
        description: "From a callback's arrival to its response",
        unit: "s",
        // A sign-in times out after 8 s.
        advice: { explicitBucketBoundaries: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 7.5, 10] },
      }),
      refused: meter.createCounter("foyer.refused_by_limit", {
        description: "Requests that a rate limit refused",
        unit: "{request}",
      }),
      embedded: meter.createCounter("foyer.embedded_browsers", {
        description: "Starts in browsers inside apps, at providers that refuse those",
        unit: "{start}",
      }),
      ended: meter.createCounter("foyer.sessions_ended", {
        description: "Sessions that have ended, by what ended them",
        unit: "{session}",
      }),
    };
  });

/** Each with few values: every combination is a time series of its own. */
type SignIn = { provider: string; intent: string; outcome: string };

export function countSignIn({ provider, intent, outcome }: SignIn, seconds: number): void {
  const attributes = { provider, intent, outcome };
  instruments().signIns.add(1, attributes);
  instruments().duration.record(seconds, attributes);
}

export function countRefusal(limit: string): void {
  instruments().refused.add(1, { limit });
}

type EmbeddedStart = { provider: string; app: string; outcome: string };

export function countEmbeddedBrowser({ provider, app, outcome }: EmbeddedStart): void {
  instruments().embedded.add(1, { provider, app, outcome });
}

export type EndOfSession = "sign-out" | "device-ended" | "others-ended" | "expired";

export function countEndedSessions(by: EndOfSession, count: number): void {
  if (count > 0) instruments().ended.add(count, { by });
}
