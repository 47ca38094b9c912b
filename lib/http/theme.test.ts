import { expect, it } from "vitest";
import { themeCookieName } from "@/lib/security/cookies";
import { readTheme } from "./theme";

const themeOf = (cookie: string) => readTheme(new Headers({ cookie }));

it.each(["light", "dark"] as const)("reads the theme %s", (theme) => {
  expect(themeOf(`a=b; ${themeCookieName()}=${theme}`)).toBe(theme);
});

it.each(["system", "", '"><script>', "Dark"])("leaves %j to the system", (value) => {
  expect(themeOf(`${themeCookieName()}=${value}`)).toBeNull();
});

it("leaves it to the system without a cookie", () => {
  expect(readTheme(new Headers())).toBeNull();
});
