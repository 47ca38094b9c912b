import type { NextRequest } from "next/server";
import { type CurrentUser, findCurrentUser } from "@/lib/auth/session/current-user";
import { DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import { storePicture } from "@/lib/db/pictures";
import { failureResponse } from "@/lib/failures/failure-response";
import { databaseUnavailable, tooManyAttempts } from "@/lib/failures/failures";
import { setFlash } from "@/lib/flash/flash";
import { readDevice } from "@/lib/http/device";
import { requestFields } from "@/lib/http/request-context";
import { signInPath } from "@/lib/http/return-path";
import { seeOther } from "@/lib/http/see-other";
import { countIpAttempt, countUserAttempt } from "@/lib/limits/enforce";
import { log } from "@/lib/log";
import { receivePicture } from "@/lib/pictures/receive-picture";
import { requireSameOrigin } from "@/lib/security/same-origin";

const path = "/account";

/** Uploads the user's own picture. A server action takes no form of this size. */
export async function POST(request: NextRequest): Promise<Response> {
  const { headers } = request;
  requireSameOrigin(headers);
  try {
    const user = await findCurrentUser(headers);
    if (!user) return askToSignIn();
    const waitSeconds =
      (await countIpAttempt("account", headers)) ?? (await countUserAttempt(user.id, headers));
    if (waitSeconds !== null) return tooMany(waitSeconds, headers);
    return await savePicture(request, user);
  } catch (error) {
    if (!(error instanceof DatabaseUnavailableError)) throw error;
    log.error({ event: "picture.database-unavailable", ...requestFields(headers), error });
    return failureResponse(databaseUnavailable(path), headers);
  }
}

async function savePicture(request: NextRequest, user: CurrentUser): Promise<Response> {
  const { headers } = request;
  const about = { ...requestFields(headers), user: user.id };
  log.info({ event: "account.action", ...about, path: request.nextUrl.pathname });
  const picture = await receivePicture(request, user.id);
  if (typeof picture === "string") {
    log.info({ event: "picture.refused", ...about, reason: picture });
    await setFlash({ kind: "picture-refused", reason: picture });
    return seeOther(path);
  }
  const { id: userId, sessionId } = user;
  const stored = await storePicture({ userId, sessionId, ...readDevice(headers) }, picture);
  if (stored !== "saved") return askToSignIn();
  await setFlash({ kind: "picture-saved" });
  return seeOther(path);
}

async function askToSignIn(): Promise<Response> {
  await setFlash({ kind: "not-signed-in" });
  return seeOther(signInPath(path));
}

function tooMany(seconds: number, headers: Headers): Response {
  return failureResponse(
    tooManyAttempts(seconds, { href: path, label: "common.backToAccount" }),
    headers,
  );
}
