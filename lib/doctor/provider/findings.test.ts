import { expect, it } from "vitest";
import { providerSetup } from "@/lib/doctor/provider/consoles";
import { checkClientId } from "./client-id";
import { checkClock } from "./clock";

it.each([
  [0, true, "ok"],
  [-20, true, "ok"],
  [45, true, "fail"],
  [-45, true, "fail"],
  [45, false, "warn"],
])(
  "takes a provider's clock %i seconds ahead, with ID Tokens: %s, for %s",
  (skew, tokens, status) => {
    expect(checkClock("Provider", skew, tokens).status).toBe(status);
  },
);

it.each([
  ["google", "1234567890-abc123def.apps.googleusercontent.com", "ok"],
  ["google", "GOCSPX-abcdefghij", "warn"],
  ["google", "1234567890-abc123def", "warn"],
  ["github", "Ov23liQ44acMO3k1WRkZ", "ok"],
  ["github", "a69c7cca3b3121a40934", "ok"],
  ["github", "Iv1.84bfcae388354994", "ok"],
  ["github", "Iv23liqxo1L0yFSPaYws", "ok"],
  ["github", "a69c7cca3b3121a40934a69c7cca3b3121a40934", "warn"],
  ["microsoft-entra-id", "8eaef023-2b34-4da1-9baa-8bc8c9d6a490", "ok"],
  ["microsoft-entra-id", "8eaef0232b344da19baa8bc8c9d6a490", "warn"],
  ["gitlab", "0123456789abcdef".repeat(4), "ok"],
  ["discord", "123456789012345678", "ok"],
  ["discord", "MTIzNDU2Nzg5", "warn"],
  ["twitter", "anything", undefined],
])("takes the client id of %s %s for %s", (id, clientId, status) => {
  const setup = providerSetup(id);
  if (!setup) throw new Error("no setup");
  expect(checkClientId("AUTH_X_ID", clientId, setup)?.status).toBe(status);
});

it("has no setup for an unknown provider", () => {
  expect([providerSetup("toString"), providerSetup("unknown")]).toEqual([null, null]);
});
