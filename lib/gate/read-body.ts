import type { BodyRead } from "@/lib/security/server-action-body";

/** Longer than our longest form takes on a slow connection. Node itself waits for five minutes. */
export const bodyDeadlineMilliseconds = 10_000;

/** Gives up on a body that doesn't arrive in time. */
export function withinBodyDeadline(reading: Promise<BodyRead>): Promise<BodyRead> {
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<"too-slow">((resolve) => {
    timer = setTimeout(resolve, bodyDeadlineMilliseconds, "too-slow");
  });
  return Promise.race([reading, tooSlow]).finally(() => clearTimeout(timer));
}
