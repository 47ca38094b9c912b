import { handleAuthRequest } from "@/lib/auth/nextauth/handlers";

// Every method: Next.js would run GET for a HEAD request, so a link checker could redeem a code.
export {
  handleAuthRequest as DELETE,
  handleAuthRequest as GET,
  handleAuthRequest as HEAD,
  handleAuthRequest as OPTIONS,
  handleAuthRequest as PATCH,
  handleAuthRequest as POST,
  handleAuthRequest as PUT,
};
