import { expect, it } from "vitest";
import { configuredBrand } from "./brand";
import { readConfig } from "./config";

const brandOf = (settings: object) => configuredBrand(readConfig(settings));

it("is Foyer, without links, unless the settings say otherwise", () => {
  expect(brandOf({})).toEqual({
    name: "Foyer",
    description: "Sign in with an account you already have.",
    links: [],
  });
});

it("has the builder's name, description, logo and accent", () => {
  const logo = { viewBox: "0 0 24 24", shape: "M0 0h24v24H0z", light: "M6 6h12v12H6z" };
  const brand = { name: "Acme & Sons", description: "Everything.", logo, accent: "#3d7be2" };
  expect(brandOf({ brand })).toMatchObject({
    name: "Acme & Sons",
    description: "Everything.",
    logo,
    accent: { light: { lamp: "#3d7be2" } },
  });
});

it("links to the legal pages that are set, in one order", () => {
  const legal = { help: "/help", terms: "https://example.com/terms", privacy: "/privacy" };
  expect(brandOf({ legal }).links).toEqual([
    { key: "terms", href: "https://example.com/terms" },
    { key: "privacy", href: "/privacy" },
    { key: "help", href: "/help" },
  ]);
});

it("links to the support address if there is no help page", () => {
  const supportEmail = "help@example.com";
  expect(brandOf({ supportEmail }).links).toEqual([
    { key: "help", href: "mailto:help@example.com" },
  ]);
  expect(brandOf({ supportEmail, legal: { help: "/help" } }).links).toEqual([
    { key: "help", href: "/help" },
  ]);
});
