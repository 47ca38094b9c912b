import { afterEach, expect, test, vi } from "vitest";
import { variableNames } from "../../lib/env/env";
import { untouchedEnvironment } from "./project-environment";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("an environment without the developer's settings has no variable of the app but its mode", () => {
  const dynamic = [
    "AUTH_OIDC_ACME_ISSUER",
    "RATE_LIMIT_UNKNOWN",
    "LOCAL_POSTGRES_PORT",
    "HOSTNAME",
  ];
  for (const name of [...variableNames, ...dynamic]) vi.stubEnv(name, "test");
  const { PATH, ...rest } = untouchedEnvironment();
  expect(PATH).toBe(process.env.PATH);
  const left = Object.keys(rest).filter(
    (name) => variableNames.includes(name) || dynamic.includes(name),
  );
  expect(left).toEqual(["NODE_ENV"]);
  expect(rest.__NEXT_PROCESSED_ENV).toBe("true");
});
