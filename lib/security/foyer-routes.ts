import { pictureBodyBytes, pictureDeadlineMilliseconds } from "@/lib/security/body-limits";
import { percentDecode } from "@/lib/security/percent-decode";

export type FoyerRoute = {
  /** Pages take the forms of server actions, and nothing else by POST. */
  isPage: boolean;
  /** Null for the routes of Auth.js, which check the method themselves. */
  methods: string[] | null;
  /** Whether it responds with a file that a user uploaded. */
  isUpload?: true;
  /** The longest body that it takes, and for how long one may arrive, if not those of a form. */
  body?: { maxBytes: number; deadlineMilliseconds: number };
};

const page: FoyerRoute = { isPage: true, methods: ["GET", "HEAD", "POST"] };
const route = (...methods: string[]): FoyerRoute => ({ isPage: false, methods });
const upload: FoyerRoute = {
  ...route("POST"),
  body: { maxBytes: pictureBodyBytes, deadlineMilliseconds: pictureDeadlineMilliseconds },
};
const authRoute: FoyerRoute = { isPage: false, methods: null };

/**
 * Foyer's addresses. The gate is strict about them. Every other address, also below these, belongs to
 * the builder, and behaves as the documentation of Next.js says.
 */
const foyerRoutes: Record<string, FoyerRoute> = {
  "/": page,
  "/account": page,
  "/account/activity": page,
  "/account/confirm": page,
  "/account/connections": page,
  "/account/connections/disconnect": page,
  "/account/connections/offer": page,
  "/account/data": page,
  "/account/data/delete": page,
  "/account/data/export": route("POST"),
  "/account/language": route("POST"),
  "/account/picture": upload,
  "/account/sessions": page,
  "/account/sessions/ended": page,
  "/account/sessions/others": page,
  "/account/sessions/report": page,
  "/account/theme": route("POST"),
  "/account/wait": page,
  "/api/clean-up": route("GET", "HEAD"),
  "/api/failed-page": route("GET", "HEAD"),
  "/api/health": route("GET", "HEAD"),
  "/apple-icon": route("GET", "HEAD"),
  "/brand/opengraph-image": route("GET", "HEAD"),
  "/icon": route("GET", "HEAD"),
  "/manifest.webmanifest": route("GET", "HEAD"),
  "/refused": route("GET", "HEAD"),
  "/sign-in": page,
  "/sign-in/connect": page,
  "/sign-in/open-browser": page,
  "/sign-in/removed": page,
  "/too-many": route("GET", "HEAD"),
  "/unavailable": route("GET", "HEAD"),
};
const authPath = "/api/auth/";
/** Below it, anything else is the builder's. */
const picturePath = /^\/pictures\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const pictureRoute: FoyerRoute = { ...route("GET", "HEAD"), isUpload: true };

/** Pages that explain a wait, and then redirect to the page that a pending message is for. */
export const retryPages = ["/unavailable", "/too-many"];

/**
 * The route of Foyer's that a request goes to; null for the builder's.
 * @param pathname - as it was sent, still percent-encoded
 */
export function foyerRoute(pathname: string): FoyerRoute | null {
  const decoded = percentDecode(pathname);
  if (decoded === null) return null;
  // Next.js removes slashes at the end.
  const path = decoded.replace(/\/+$/, "") || "/";
  if (`${path}/`.startsWith(authPath)) return authRoute;
  if (picturePath.test(path)) return pictureRoute;
  return Object.hasOwn(foyerRoutes, path) ? (foyerRoutes[path] ?? null) : null;
}
