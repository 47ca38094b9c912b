import { z } from "zod";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import { type EmailProblem, findEmailProblem } from "@/lib/auth/providers/email-problem";
import { cleanName, nameOf } from "@/lib/auth/providers/name";
import { secureUrl } from "@/lib/env/values";

/**
 * What every provider's response is reduced to, named after OpenID Connect Core 1.0, section 5.1.
 * `email` is in lower case; it counts only if `email_verified` is true.
 */
export type Claims = {
  subject: string;
  email: string | null;
  email_verified: boolean;
  /** Why there is no verified address, if there is none. */
  email_problem?: EmailProblem;
  /** Whether the provider runs the mailbox or its domain, and so knows who owns it today. */
  email_authoritative: boolean;
  name: string | null;
  picture: string | null;
};

/** RFC 5321, section 4.5.3.1. */
const emailMaxLength = 254;
const pictureMaxLength = 2048;
/** OpenID Connect Core 1.0, section 2: sub has at most 255 ASCII characters. */
const subjectMaxLength = 255;

/** The only letters whose lower case gains an ASCII letter: the Kelvin sign and "İ". */
const becomesAscii = /[\u212a\u0130]/;

const email = z
  .string()
  .max(emailMaxLength)
  .regex(/^[^\s@\p{C}<>]+@[^\s@\p{C}<>]+$/u)
  .refine((value) => !becomesAscii.test(value))
  .transform((value) => value.toLowerCase());

const picture = secureUrl
  .max(pictureMaxLength)
  // URL parsing drops or encodes control characters such as NUL, which Postgres rejects.
  .transform((value) => new URL(value).href);

const subject = z
  .string()
  .min(1)
  .max(subjectMaxLength)
  .regex(/^[\x21-\x7e]+$/);

/**
 * Reduces a provider's response to claims. Nothing in it is trusted: an invalid address or picture
 * counts as none, and `email_verified` is true only for the boolean `true`.
 *
 * @throws ProviderError when there is no usable subject, since nothing else identifies the account
 */
export function toClaims(raw: RawClaims): Claims {
  const parsedSubject = subject.safeParse(raw.subject);
  if (!parsedSubject.success) {
    throw new ProviderError("userinfo", "malformed", {
      message: "the response has no usable subject",
    });
  }
  const address = email.safeParse(raw.email).data ?? null;
  const problem = findEmailProblem(raw, address);
  return {
    subject: parsedSubject.data,
    email: address,
    email_verified: raw.email_verified === true,
    ...(problem && { email_problem: problem }),
    email_authoritative: raw.email_authoritative === true,
    name: cleanName(raw.name),
    picture: picture.safeParse(raw.picture).data ?? null,
  };
}

type RawClaims = {
  [Claim in Exclude<keyof Claims, "email_authoritative" | "email_problem">]: unknown;
} & { email_authoritative?: unknown };

/** The part of an address before the `@`: the username of a new user is derived from it. */
export function localPart(address: string): string {
  return address.slice(0, address.lastIndexOf("@"));
}

/** The part after the `@`. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

/** OpenID Connect Core 1.0, section 5.1. An address counts only with `email_verified: true`. */
export function standardClaims(raw: Record<string, unknown>): Claims {
  const { sub, email, email_verified, picture } = raw;
  return toClaims({ subject: sub, email, email_verified, name: nameOf(raw), picture });
}
