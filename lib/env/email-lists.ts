import { z } from "zod";
import { optional } from "@/lib/env/values";

/** The entries of a list separated by commas, in lower case. */
export function readList(value: string): string[] {
  return value
    .split(",")
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== "");
}

/** A complete domain name, in ASCII; RFC 1035, section 2.3.1. */
export function isDomain(domain: string): boolean {
  return (
    domain.length <= 253 &&
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(domain)
  );
}

/** An address as providers report it; RFC 5321, section 4.5.3.1 limits its length. */
function isAddress(address: string): boolean {
  return address.length <= 254 && /^[^\s@\p{C}<>]+@[^\s@\p{C}<>]+$/u.test(address);
}

/** What a list of domains must be, in words that follow the variable's name. */
export const domainsMessage =
  "must be domains separated by commas, such as example.com,example.org: complete ones, without @ or *, international ones in their xn-- form";

/** Domains of e-mail addresses; empty if the variable is not set. */
export const emailDomains = list(isDomain, domainsMessage);

/** E-mail addresses; empty if the variable is not set. */
export const emailAddresses = list(
  isAddress,
  "must be e-mail addresses separated by commas, such as ada@example.com,grace@example.com",
);

/** A variable that is set has an entry: an empty list allows everyone, which commas alone don't mean. */
function list(isEntry: (entry: string) => boolean, message: string) {
  const entries = z
    .string()
    .transform(readList)
    .refine((all) => all.length > 0 && all.every(isEntry), message);
  return optional(entries).transform((value) => value ?? []);
}
