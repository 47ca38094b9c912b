import { expect, it } from "vitest";
import { toFlash, toLogFields } from "./provider-said-no";

const about = { provider: "google", intent: "sign-in", reference: "x2" } as const;
const callback = (query: Record<string, string>) => ({
  url: `https://app.example.com/api/auth/callback/google?${new URLSearchParams(query)}`,
});

it("a cancellation leaves one line for the next page, and no more", () => {
  const cancelled = { kind: "cancelled", provider: "google", intent: "sign-in" };
  expect(toFlash(callback({ error: "access_denied", state: "s" }), about)).toEqual(cancelled);
});

it("a refusal leaves every parameter of the provider's", () => {
  const error_description = "User is not assigned to the client application.";
  const refusal = callback({ error_description, error: "access_denied", state: "s" });
  expect(toFlash(refusal, about)).toEqual({
    ...about,
    kind: "provider-error",
    mayPass: false,
    parameters: [
      { name: "error_description", value: error_description },
      { name: "error", value: "access_denied" },
    ],
  });
  expect(toLogFields(refusal)).toEqual({ reason: "access_denied", description: error_description });
});

it("the log gets the words of a reason, and nothing that may be personal or secret", () => {
  const error_description =
    "AADSTS50105: User 'ada@example.com' (id 4711)\nis not assigned; see https://a.example/?code=s3cret, token eyJhbGciOiJub25lIn0 \u202e";
  expect(toLogFields(callback({ error: "access_denied", error_description }))).toEqual({
    reason: "access_denied",
    description: "AADSTS50105: User … (id … is not assigned; see … token … …",
  });
  const long = toLogFields(callback({ error: "x", error_description: "word ".repeat(500) }));
  expect(long.description).toHaveLength(200);
});
