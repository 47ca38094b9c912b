import "server-only";
import { keyedHashes } from "@/lib/security/keyed-hash";

/** The hashes under which a suspended user's address is remembered: see `keyedHashes`. */
export function addressHashes(email: string) {
  return keyedHashes("suspended address", email);
}
