import { randomLetters } from "@/lib/random-letters";
import { isReservedUsername } from "@/lib/usernames/reserved-usernames";
import { usernameMaxLength, usernameMinLength } from "@/lib/usernames/username";

const suffixLength = 5;

/** For an address with no usable character before its @. */
const fallback = "user";

/**
 * The username of a new user, from the part of their address before the @: by the same rule as one that
 * a user chooses. Letters with accents lose them (José becomes jose). Letters of other scripts and
 * invisible characters go, so that none imitates another user.
 */
export function deriveUsername(localPart: string): string {
  const name = localPart
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\x21-\x7e]/g, "")
    .replace(/[^a-z0-9._-]/g, "-")
    .replace(/([._-])[._-]+/g, "$1")
    .replace(/^[._-]/, "");
  const cut = cutTo(usernameMaxLength, name);
  return cut.length < usernameMinLength || isReservedUsername(cut) ? withSuffix(cut) : cut;
}

/** The same username with a random suffix, for when it can't be had plain: ada, ada-7k3xw. */
export function withSuffix(username: string): string {
  const name = cutTo(usernameMaxLength - suffixLength - 1, username) || fallback;
  return `${name}-${randomLetters(suffixLength)}`;
}

/** A cut may end in a separator, where a username may not. */
function cutTo(length: number, name: string): string {
  return name.slice(0, length).replace(/[._-]$/, "");
}
