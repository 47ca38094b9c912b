import { createChecks } from "@/lib/auth/oauth/authorization-url";
import { type Flow, flowId, sealFlow } from "@/lib/auth/sign-in/flow";
import { setFlow } from "@/lib/auth/sign-in/flow-cookies";
import { nextCookieHeader, receiveRequest } from "@/lib/test-support/next-headers";

let started = Date.now() - 600_000;

/** A flow of a few minutes ago, begun a second after the one before. */
export function newFlow(changes: Partial<Flow> = {}): Flow {
  started += 1000;
  return {
    startedAt: started,
    provider: "google",
    returnTo: "/account",
    intent: null,
    link: null,
    checks: createChecks({ withNonce: true }),
    ...changes,
  };
}

export const nameOf = (flow: Flow) => `foyer.flow.3000.${flowId(flow.checks.state)}`;
export const cookieOf = async (flow: Flow) => `${nameOf(flow)}=${await sealFlow(flow)}`;

/** Starts flows one after the other, as one browser does. @returns its Cookie header then */
export async function startInTurn(flows: Flow[], cookieHeader = ""): Promise<string> {
  let header = cookieHeader;
  for (const flow of flows) {
    receiveRequest({ cookie: header });
    await setFlow(flow, header);
    header = nextCookieHeader();
  }
  return header;
}
