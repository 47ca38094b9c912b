import {
  type CompletedSignIn,
  isCompleted,
  type SignInOutcome,
  type StoppedSignIn,
} from "@/lib/auth/linking/verified-sign-in";

/** A sign-in that has to complete. @throws Error if it was stopped */
export async function completed(signingIn: Promise<SignInOutcome>): Promise<CompletedSignIn> {
  const outcome = await signingIn;
  if (isCompleted(outcome)) return outcome;
  throw new Error(`the sign-in was stopped: ${JSON.stringify(outcome)}`);
}

/** The pending link of a sign-in that has to be guided. @throws Error if it was not */
export async function guided(signingIn: Promise<SignInOutcome>): Promise<GuidedLink> {
  const outcome = await signingIn;
  if (outcome.kind === "guided") return outcome.link;
  throw new Error(`the sign-in was not guided: ${JSON.stringify(outcome)}`);
}

type GuidedLink = Extract<StoppedSignIn, { kind: "guided" }>["link"];
