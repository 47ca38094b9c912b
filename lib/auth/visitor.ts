import type { LiveSession } from "@/lib/db/sessions";

/** The signed-in person as pages see them: no token, no hash, nothing of anybody else. */
export type CurrentUser = LiveSession["user"];
