import { z } from "zod";
import { ProviderError } from "@/lib/auth/oauth/provider-error";

/**
 * What every provider's answer is reduced to, in the words of OpenID Connect Core 1.0, section 5.1.
 * `email` is in lower case; it counts only together with `email_verified`.
 */
export type Claims = {
  subject: string;
  email: string | null;
  email_verified: boolean;
  /** Whether the provider runs the mailbox or its domain, so that it knows whose it is today. */
  email_authoritative: boolean;
  name: string | null;
  picture: string | null;
};

/** RFC 5321, section 4.5.3.1. */
const emailMaxLength = 254;
/** As long as a column in a list stays readable; providers allow far more. */
const nameMaxLength = 200;
const pictureMaxLength = 2048;
/** OpenID Connect Core 1.0, section 2: sub has at most 255 ASCII characters. */
const subjectMaxLength = 255;

/** Of all foreign letters only these turn into plain ones in lower case: "K" and "İ". */
const becomesAscii = /[\u212a\u0130]/;

const email = z
  .string()
  .max(emailMaxLength)
  .regex(/^[^\s@\p{C}<>]+@[^\s@\p{C}<>]+$/u)
  .refine((value) => !becomesAscii.test(value))
  .transform((value) => value.toLowerCase());

/** NUL would be refused by Postgres, and line breaks would split a line of the log. */
const name = z
  .string()
  .transform((value) =>
    [...value.replace(/\p{Cc}+/gu, " ").trim()].slice(0, nameMaxLength).join(""),
  )
  .pipe(z.string().min(1));

const picture = z
  .string()
  .max(pictureMaxLength)
  .refine((value) => URL.canParse(value) && new URL(value).protocol === "https:")
  // Parsing drops what Postgres could not store, such as NUL, and encodes the rest.
  .transform((value) => new URL(value).href);

const subject = z
  .string()
  .min(1)
  .max(subjectMaxLength)
  .regex(/^[\x21-\x7e]+$/);

/**
 * Reduces a provider's answer to claims. Nothing in it is trusted: an address or a picture that
 * makes no sense counts as none, and `email_verified` is true only for the boolean `true`.
 *
 * @throws ProviderError when there is no usable subject, for then nobody has been named
 */
export function toClaims(raw: RawClaims): Claims {
  const named = subject.safeParse(raw.subject);
  if (!named.success) {
    throw new ProviderError("userinfo", "malformed", { message: "there is no usable subject" });
  }
  return {
    subject: named.data,
    email: email.safeParse(raw.email).data ?? null,
    email_verified: raw.email_verified === true,
    email_authoritative: raw.email_authoritative === true,
    name: name.safeParse(raw.name).data ?? null,
    picture: picture.safeParse(raw.picture).data ?? null,
  };
}

type RawClaims = { [Claim in Exclude<keyof Claims, "email_authoritative">]: unknown } & {
  email_authoritative?: unknown;
};

/** The part of an address before the `@`: what a person is called until they choose otherwise. */
export function localPart(address: string): string {
  return address.slice(0, address.lastIndexOf("@"));
}

/** The part after the `@`. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

/** OpenID Connect Core 1.0, section 5.1. An address counts with `email_verified: true` alone. */
export function standardClaims(raw: Record<string, unknown>): Claims {
  const { sub, email, email_verified, name, picture } = raw;
  return toClaims({ subject: sub, email, email_verified, name, picture });
}
