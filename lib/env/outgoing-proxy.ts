import { z } from "zod";
import { blank, optional, type Problem, type Source } from "@/lib/env/values";

/** The proxy that calls to providers go through. */
export type OutgoingProxy = {
  /** For http:// addresses; empty for none. */
  http: string;
  /** For https:// addresses; empty for the one above. */
  https: string;
  /** Hosts to call directly, separated by commas. */
  direct: string;
};

/** A proxy can't reach this machine's own addresses, such as those of the local providers. */
const loopback = "localhost,127.0.0.1,[::1]";

/** Names that curl and most other programs share; both spellings are in use. */
const names = ["HTTP_PROXY", "HTTPS_PROXY"] as const;

/** The variables, for the list of all that the app reads. */
export const outgoingProxyVariables = {
  HTTP_PROXY: optional(z.string()),
  HTTPS_PROXY: optional(z.string()),
  NO_PROXY: optional(z.string()),
};

/** The outgoing proxy of the environment, null for none, and what is wrong with its variables. */
export function readOutgoingProxy(source: Source): {
  outgoingProxy: OutgoingProxy | null;
  problems: Problem[];
} {
  const [http, https] = names.map((name) => toAddress(settingOf(source, name)));
  const problems = names.flatMap((name, index) =>
    [http, https][index] === null ? [{ name, message: notAProxy }] : [],
  );
  const direct = [settingOf(source, "NO_PROXY"), loopback].filter(Boolean).join(",");
  const outgoingProxy = http || https ? { http: http ?? "", https: https ?? "", direct } : null;
  return { outgoingProxy, problems };
}

const notAProxy =
  "must be the address of an HTTP proxy, such as http://proxy.example.com:3128; SOCKS proxies are not supported";

/** As in curl, the lower-case spelling counts first. */
function settingOf(source: Source, name: string): string {
  return String(blank(source[name.toLowerCase()]) ?? blank(source[name]) ?? "").trim();
}

/** @returns the address, with http:// where it has no scheme; empty if there is none; null if unusable */
function toAddress(value: string): string | null {
  if (value === "") return "";
  const address = value.includes("://") ? value : `http://${value}`;
  return /^https?:\/\//i.test(address) && URL.canParse(address) ? address : null;
}
