import { expect, it } from "vitest";
import {
  linesAbout,
  problemOf,
  readChanged,
  validEnvironment,
} from "@/lib/test-support/environment";

it.each([
  ["AUTH_REDIRECT_PROXY_URL", "http://s3cret.example.com/api/auth"],
  ["AUTH_REDIRECT_PROXY_SECRET", "s3cret"],
  ["AUTH_REDIRECT_PROXY_ORIGINS", "https://s3cret.example.com/path"],
  ["AUTH_REDIRECT_PROXY_ORIGINS", "https://*"],
  ["AUTH_REDIRECT_PROXY_ORIGINS", "https://*.app"],
  ["AUTH_REDIRECT_PROXY_ORIGINS", "https://*-*.vercel.app"],
  ["AUTH_REDIRECT_PROXY_ORIGINS", "https://s3cret.*.app"],
  ["AUTH_REDIRECT_PROXY_ORIGINS", "http://s3cret.example.com"],
])("%s=%s is named, and its value is not shown", (name, value) => {
  const message = problemOf({ [name]: value });
  expect(linesAbout(name, message)).not.toEqual([]);
  expect(message).not.toContain("s3cret");
  for (const other of Object.keys(validEnvironment)) {
    if (other !== name) expect(linesAbout(other, message)).toEqual([]);
  }
});

it.each(["AUTH_REDIRECT_PROXY_URL", "AUTH_REDIRECT_PROXY_SECRET", "AUTH_REDIRECT_PROXY_ORIGINS"])(
  "reads an empty %s as unset",
  (name) => {
    expect(readChanged({ [name]: "" })).toEqual(readChanged({}));
    expect(readChanged({ [name]: "  \t" })).toEqual(readChanged({}));
  },
);
