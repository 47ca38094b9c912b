import { expect, it, vi } from "vitest";
import { languageParameters } from "./language-parameters";

vi.hoisted(() => {
  process.env.LOCALES = "en,de,fr,en-XA";
});

const parametersFor = (
  provider: Parameters<typeof languageParameters>[0],
  { accepted = "de", setting = null as string | null, parameters = {} } = {},
) => {
  const headers = new Headers({ "accept-language": accepted });
  return languageParameters(provider, { headers, setting, parameters });
};

it("tells an OpenID provider the request's language, and any other one nothing", () => {
  expect(parametersFor({ protocol: "oidc" })).toEqual({ ui_locales: "de" });
  expect(parametersFor({ protocol: "oauth" })).toEqual({});
});

it("uses the parameter that a provider documents", () => {
  const protocols = ["oidc", "oauth"] as const;
  for (const protocol of protocols)
    expect(parametersFor({ protocol, languageParameter: "hl" })).toEqual({ hl: "de" });
});

it("prefers the language that the signed-in user chose", () => {
  expect(parametersFor({ protocol: "oidc" }, { setting: "fr" })).toEqual({ ui_locales: "fr" });
});

it("names a language that the site speaks, whatever the browser asks for", () => {
  for (const accepted of ["pl", "", "de&prompt=none", "../../"])
    expect(parametersFor({ protocol: "oidc" }, { accepted })).toEqual({ ui_locales: "en" });
});

it("asks for English in place of the test language", () => {
  expect(parametersFor({ protocol: "oidc" }, { setting: "en-XA" })).toEqual({ ui_locales: "en" });
});

it("leaves a language that the caller named as it is", () => {
  const parameters = { ui_locales: "pl" };
  for (const languageParameter of ["hl", undefined])
    expect(
      parametersFor(
        { protocol: "oidc", ...(languageParameter && { languageParameter }) },
        { parameters },
      ),
    ).toEqual({});
});
