import { expect, it } from "vitest";
import { authorizationParameters } from "./authorization-parameters";

const ofQuery = (query: string) => authorizationParameters(new Map(new URLSearchParams(query)));

it.each([
  ["", {}],
  ["prompt=", {}],
  ["prompt=login", { prompt: "login" }],
  ["prompt=select_account+consent", { prompt: "select_account consent" }],
  [
    "login_hint=rosa@example.com&ui_locales=de",
    { login_hint: "rosa@example.com", ui_locales: "de" },
  ],
  ["scope=admin&client_id=1&redirect_uri=https://evil.example&state=s&response_type=token", {}],
  ["Prompt=none&hd=example.com&max_age=0&request=jwt&claims={}", {}],
])("of %j, passes on only what is allowed", (query, parameters) => {
  expect(ofQuery(query)).toEqual(parameters);
});

it.each(["none", "login none", "create", "LOGIN", " login", "login\nconsent", "login,consent"])(
  "refuses the prompt %j",
  (prompt) => {
    expect(ofQuery(`${new URLSearchParams({ prompt })}`)).toBeNull();
  },
);
