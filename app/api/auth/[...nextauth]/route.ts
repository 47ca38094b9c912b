import { handlers } from "@/auth";

export const { GET, POST } = handlers;

// Next.js would run GET for a HEAD request, so a link checker could redeem a code. These get a 405.
export { GET as DELETE, GET as HEAD, GET as OPTIONS, GET as PATCH, GET as PUT };
