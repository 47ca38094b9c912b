import { expect, test } from "vitest";
import { startLocalProviders } from "./start";

test("refuses to start in production", async () => {
  const before = process.env.NODE_ENV;
  Object.assign(process.env, { NODE_ENV: "production" });
  await expect(startLocalProviders({ port: 0, appOrigins: [] })).rejects.toThrow("NODE_ENV");
  Object.assign(process.env, { NODE_ENV: before });
});
