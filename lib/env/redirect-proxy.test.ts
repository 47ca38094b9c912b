import { expect, it } from "vitest";
import { expectProblemOf, readChanged } from "@/lib/test-support/environment";

it.each([
  ["AUTH_REDIRECT_PROXY_URL", "http://s3cret.example.com/api/auth"],
  ["AUTH_REDIRECT_PROXY_SECRET", "s3cret"],
  ["AUTH_REDIRECT_PROXY_ORIGINS", "https://s3cret.example.com/path"],
  ["AUTH_REDIRECT_PROXY_ORIGINS", "https://*"],
  ["AUTH_REDIRECT_PROXY_ORIGINS", "https://*.app"],
  ["AUTH_REDIRECT_PROXY_ORIGINS", "https://*-*.vercel.app"],
  ["AUTH_REDIRECT_PROXY_ORIGINS", "https://s3cret.*.app"],
  ["AUTH_REDIRECT_PROXY_ORIGINS", "http://s3cret.example.com"],
])("%s=%s is named, and its value is not shown", expectProblemOf);

it.each(["AUTH_REDIRECT_PROXY_URL", "AUTH_REDIRECT_PROXY_SECRET", "AUTH_REDIRECT_PROXY_ORIGINS"])(
  "reads an empty %s as unset",
  (name) => {
    expect(readChanged({ [name]: "" })).toEqual(readChanged({}));
    expect(readChanged({ [name]: "  \t" })).toEqual(readChanged({}));
  },
);
