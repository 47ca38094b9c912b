import "server-only";
import type { SignInLink } from "@/lib/auth/linking/verified-sign-in";
import { hashToken, isSessionToken } from "@/lib/auth/session/token";

/** The token of a link that an operator made: to sign up, or to connect an account that a user still has. */
export type LinkToken = { kind: SignInLink["kind"]; token: string };

/**
 * The link that led to the sign-in page, from its parameters or from the fields of its forms. Reading it
 * changes nothing: mail servers open links too.
 *
 * @returns null without one, and for values that no link has: malformed, repeated, or of both kinds
 */
export function readLinkToken(values: {
  invitation?: unknown;
  recovery?: unknown;
}): LinkToken | null {
  const links = (["invitation", "recovery"] as const).flatMap((kind): LinkToken[] => {
    const token = values[kind];
    return typeof token === "string" && isSessionToken(token) ? [{ kind, token }] : [];
  });
  return links.length === 1 ? (links[0] ?? null) : null;
}

/** The same as parameters or fields. */
export function linkFields(link: LinkToken | null): Partial<Record<LinkToken["kind"], string>> {
  return link ? { [link.kind]: link.token } : {};
}

/** What the rest of the sign-in gets: the hash, never the token. */
export function toSignInLink(link: LinkToken | null): SignInLink | null {
  return link && { kind: link.kind, tokenHash: hashToken(link.token) };
}
