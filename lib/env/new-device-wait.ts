import { z } from "zod";
import { isDurationWithin, optional, type Problem, toSeconds } from "@/lib/env/values";

const isZero = (value: string) => value.trim() === "0";

/** A length of time within bounds, in seconds; 0 for none, and undefined if it is not set. */
export const durationOrZero = (min: string, max: string) => {
  const isInBounds = isDurationWithin(min, max);
  return optional(
    z
      .string()
      .refine(
        (value) => isZero(value) || isInBounds(value),
        `must be a length of time from ${min} to ${max}, such as 12h or 3d, or 0 for no wait`,
      ),
  ).transform((value) => {
    if (value === undefined) return undefined;
    return isZero(value) ? 0 : toSeconds(value);
  });
};

/** In seconds. */
type Settings = { NEW_DEVICE_WAIT?: number | undefined; SESSION_MAX_AGE: number };

const daySeconds = 24 * 60 * 60;

/** A day, or half of a session's life if that is shorter. */
export function defaultNewDeviceWait({ SESSION_MAX_AGE }: Settings): number {
  return Math.min(daySeconds, Math.floor(SESSION_MAX_AGE / 2));
}

/** A session has to outlive the wait: the next one on the same device waits from its own start. */
export function findEndlessWait({ NEW_DEVICE_WAIT = 0, SESSION_MAX_AGE }: Settings): Problem[] {
  if (NEW_DEVICE_WAIT < SESSION_MAX_AGE) return [];
  const message =
    "must be shorter than SESSION_MAX_AGE: a session on a new device would end before its wait does";
  return [{ name: "NEW_DEVICE_WAIT", message }];
}
