import { expect, it, vi } from "vitest";
import { policyFor } from "./policy-for";

vi.mock("../../foyer.config", () => ({
  default: {
    prerendered: ["/*"],
    contentSecurityPolicy: { "connect-src": ["https://api.example.com"] },
  },
}));

const sources = { "connect-src": ["https://api.example.com"] };

it("a builder's page that is listed gets the policy without nonces, and the builder's sources", () => {
  expect(policyFor("/blog/caf%C3%A9?a=/b")).toEqual({ kind: "prerendered", sources });
});

it("a builder's page that can't be listed gets the policy with nonces", () => {
  expect(policyFor("/blog/%")).toEqual({ kind: "builder", sources });
});

it("Foyer's pages keep their policy, whatever is listed", () => {
  for (const path of ["/", "/account", "/%61ccount", "/api/auth/session", "/sign-in?a=/blog"])
    expect(policyFor(path)).toEqual({ kind: "foyer" });
});

it("an uploaded picture may do nothing", () => {
  const id = "0b2cf5b4-6d1c-4b58-9d53-4c7a1d9e0f11";
  expect(policyFor(`/pictures/${id}`)).toEqual({ kind: "upload" });
  expect(policyFor(`/pictures/${id}/x`)).not.toEqual({ kind: "upload" });
});
