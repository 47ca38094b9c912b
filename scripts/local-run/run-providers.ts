import { readFixedPort } from "../processes/free-port";
import { readProjectEnvironment } from "../processes/project-environment";
import { SetupError } from "../processes/setup-error";
import type { Stack } from "../processes/stack";
import { startLocalProviders } from "./local-providers-process";

/**
 * Runs the local providers alone, for another app or a tool, and prints what to set there. They accept
 * redirects to the origins in LOCAL_PROVIDERS_APP_ORIGINS.
 */
export async function runProviders(stack: Stack): Promise<void> {
  const environment = readProjectEnvironment("development");
  const appOrigins = readOrigins(environment.LOCAL_PROVIDERS_APP_ORIGINS, environment.PORT);
  const { child, description } = await startLocalProviders({
    appOrigins,
    fixedPort: readFixedPort(environment, "LOCAL_PROVIDERS_PORT"),
    signal: stack.signal,
  });
  await stack.add({ name: "The local providers", ...child });
  const { google, github, googleIssuer, githubUrl } = description;
  console.log(`
The local stand-ins for Google and GitHub run. An app uses them with:

  AUTH_GOOGLE_ID=${google.id}
  AUTH_GOOGLE_SECRET=${google.secret}
  AUTH_GOOGLE_ISSUER=${googleIssuer}
  AUTH_GITHUB_ID=${github.id}
  AUTH_GITHUB_SECRET=${github.secret}
  AUTH_GITHUB_ENTERPRISE_URL=${githubUrl}

They accept redirects to <app>/api/auth/callback/google and <app>/api/auth/callback/github, with <app> as
${appOrigins.join(", ")}. To name other apps, set LOCAL_PROVIDERS_APP_ORIGINS, separated by commas.

Press Ctrl-C to stop.
`);
}

function readOrigins(value: string | undefined, appPort: string | undefined): string[] {
  const named = (value ?? "").split(",").flatMap((origin) => origin.trim() || []);
  for (const origin of named) {
    if (!URL.canParse(origin) || !/^https?:$/.test(new URL(origin).protocol)) {
      throw new SetupError(
        `LOCAL_PROVIDERS_APP_ORIGINS has "${origin}", which is no origin. Write it like http://localhost:3000.`,
      );
    }
  }
  return named.length > 0 ? named : [`http://localhost:${Number(appPort) || 3000}`];
}
