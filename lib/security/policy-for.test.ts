import { expect, it, vi } from "vitest";
import { policyFor } from "./policy-for";

vi.mock("../../foyer.config", () => ({
  default: {
    prerendered: ["/*"],
    contentSecurityPolicy: { "connect-src": ["https://api.example.com"] },
  },
}));
const { isBuilderRoute } = vi.hoisted(() => ({ isBuilderRoute: vi.fn() }));
vi.mock("@/lib/security/own-routes", () => ({ isBuilderRoute }));

const sources = { "connect-src": ["https://api.example.com"] };

it("a builder's page that is listed gets the policy without nonces, and the builder's sources", () => {
  isBuilderRoute.mockReturnValue(true);
  expect(policyFor("/blog/caf%C3%A9?a=/b")).toEqual({ kind: "prerendered", sources });
  expect(isBuilderRoute).toHaveBeenCalledWith("/blog/caf%C3%A9");
});

it("a builder's page that isn't listed gets the policy with nonces", () => {
  isBuilderRoute.mockReturnValue(true);
  expect(policyFor("/")).toEqual({ kind: "builder", sources });
  expect(policyFor("/blog/%")).toEqual({ kind: "builder", sources });
});

it("Foyer's pages and missing ones keep their policy, whatever is listed", () => {
  isBuilderRoute.mockReturnValue(false);
  expect(policyFor("/account")).toEqual({ kind: "foyer" });
});
