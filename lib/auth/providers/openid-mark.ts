import type { ProviderMark } from "@/lib/auth/providers/provider";

/** For OpenID providers without an entry in the table, of no brand: a disc with a keyhole. */
export const openIdMark: ProviderMark = {
  viewBox: "0 0 24 24",
  paths: [
    {
      d: "M12 1a11 11 0 1 0 0 22a11 11 0 1 0 0-22ZM12 5.5a3.75 3.75 0 0 1 1.9 6.98L15.2 18H8.8L10.1 12.48A3.75 3.75 0 0 1 12 5.5Z",
    },
  ],
};
