import "server-only";
import { after } from "next/server";
import { maxPlaces, recordUseElsewhere } from "@/lib/db/session-places";
import type { LiveSession } from "@/lib/db/sessions";
import { type Device, readDevice } from "@/lib/http/device";
import { placeDifference } from "@/lib/http/place";
import { requestFields } from "@/lib/http/request-context";
import { log } from "@/lib/log";

/**
 * Records the use of a session from another network or browser than it was opened in, once for each
 * such place and after the response: a copied session cookie would otherwise be used unnoticed.
 */
export function noteUseElsewhere(session: LiveSession, requestHeaders: Headers): void {
  const { user, openedIn, usedIn } = session;
  const here = readDevice(requestHeaders);
  const difference = placeDifference(openedIn, here);
  const isRecorded = (places: Device[]) =>
    places.some((place) => placeDifference(place, here) === null);
  if (!difference || usedIn.length >= maxPlaces || isRecorded(usedIn)) return;
  const use = { userId: user.id, sessionId: user.sessionId, difference, ...here };
  const about = { ...requestFields(requestHeaders), user: user.id };
  after(() =>
    recordUseElsewhere(use, isRecorded).catch((error) =>
      log.warn({ event: "session.use-not-recorded", ...about, error }),
    ),
  );
}
