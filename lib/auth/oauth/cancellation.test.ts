import { expect, it } from "vitest";
import { isCancellation } from "./cancellation";

const response = (error: string, error_description?: string, more: Record<string, string> = {}) =>
  Object.entries({ error, ...(error_description && { error_description }), ...more }).map(
    ([name, value]) => ({ name, value }),
  );

it.each([
  ["nothing", undefined],
  ["GitHub's words", "The user has denied your application access."],
  ["Microsoft's", "AADSTS65004: User declined to consent to access the app."],
  ["Auth0's", "User did not authorize the request"],
  ["Better Auth's", "User denied access"],
  ["oidc-provider's", "End-User aborted interaction"],
  ["the words of RFC 6749", "The resource owner or authorization server denied the request."],
  [
    "these and its own",
    "The resource owner or authorization server denied the request. The user denied consent.",
  ],
  ["a passive", "The request was cancelled by the user"],
  ["consent", "consent not granted"],
])("access_denied is the user's own cancellation with %s", (_, description) => {
  expect(isCancellation(response("access_denied", description))).toBe(true);
});

it.each([
  "User is not assigned to the client application.",
  "Approval by your administrator is required",
  "The user was blocked by policy",
  "User denied by group policy",
  "Ada is not allowed to use this application",
  "The resource owner or authorization server denied the request. User is not a member of the role.",
  "Доступ запрещён",
])("access_denied is the provider's refusal with: %s", (description) => {
  expect(isCancellation(response("access_denied", description))).toBe(false);
});

it.each([
  ...["consent_required", "interaction_required", "login_required", "account_selection_required"],
  ...["user_cancelled_login", "user_cancelled_authorize"],
])("%s is a cancellation: we never ask a provider to show no page", (code) => {
  expect(isCancellation(response(code, "whatever it says"))).toBe(true);
  expect(isCancellation(response(code, "An administrator must consent first"))).toBe(false);
});

it("knows the parameters that Facebook and Microsoft add", () => {
  const facebook = { error_reason: "user_denied" };
  expect(isCancellation(response("access_denied", "Permissions error", facebook))).toBe(true);
  expect(isCancellation(response("access_denied", "?", { error_subcode: "cancel" }))).toBe(true);
});

it.each(["server_error", "unauthorized_client", "ACCESS_DENIED", ""])(
  "the code %j is none",
  (code) => {
    expect(isCancellation(response(code))).toBe(false);
  },
);

it("is decided by `error` alone, wherever it stands", () => {
  expect(isCancellation([{ name: "error_description", value: "access_denied" }])).toBe(false);
  const description = { name: "error_description", value: "not assigned" };
  expect(isCancellation([description, { name: "error", value: "access_denied" }])).toBe(false);
});
