import { z } from "zod";
import { optional, secureUrl, strongSecret } from "@/lib/env/values";

/** A star matches part of the host's first label, and never reaches into the domain. */
const originPattern =
  /^(https:\/\/[a-z0-9-]*\*?[a-z0-9-]*(\.[a-z0-9-]+){2,}|https:\/\/[a-z0-9.-]+|http:\/\/localhost)(:\d{1,5})?$/;

/** Origins of deployments, separated by commas; a star matches many: https://app-*-team.vercel.app. */
const originPatterns = z
  .string()
  .transform((value) => value.split(",").map((pattern) => pattern.trim()))
  .refine(
    (patterns) => patterns.every((pattern) => originPattern.test(pattern)),
    "must be https:// origins separated by commas, with at most one * in the first part of a host of three parts or more, such as https://app-*-team.vercel.app",
  );

/** For previews, and for the deployment that receives their callbacks: docs/deploy/previews.md. */
export const redirectProxyVariables = {
  AUTH_REDIRECT_PROXY_URL: optional(secureUrl),
  AUTH_REDIRECT_PROXY_SECRET: optional(strongSecret),
  AUTH_REDIRECT_PROXY_ORIGINS: optional(originPatterns),
};
