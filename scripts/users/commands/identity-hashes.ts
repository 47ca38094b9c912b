import { accountHashes } from "../../../lib/auth/linking/account-hashes";
import { addressHashes } from "../../../lib/auth/linking/identity";

/** The hashes by which a suspension is remembered; they need the app's secret. */
export const identityHashes = { ofAccount: accountHashes, ofAddress: addressHashes };
