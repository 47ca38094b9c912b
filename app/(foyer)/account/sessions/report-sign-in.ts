"use server";

import { notFound, redirect } from "next/navigation";
import { deviceOfSession } from "@/app/(foyer)/account/sessions/device-of-session";
import { authorizeAction } from "@/lib/account/action-guard";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import { disownSession } from "@/lib/db/disown/disown-session";
import { setFlash } from "@/lib/flash/flash";
import { readId } from "@/lib/http/form-field";
import { countEndedSessions } from "@/lib/telemetry/counts";

const endedPath = "/account/sessions/ended";

/** The message has to fit a cookie. The activity has all of it. */
const maxListed = 10;

/**
 * "No, sign it out": ends a session and undoes what was done in it, then asks whether to end the others.
 * @param form - `session`, its id
 */
export async function reportSignIn(form: FormData): Promise<void> {
  const { user, act } = await authorizeAction("/account/sessions");
  const session = readId(form, "session") ?? notFound();
  const device = await deviceOfSession(user, session);
  const outcome = await act((context) => disownSession(context, session, accountHashes));
  if (outcome.kind === "unknown") notFound();
  if (outcome.kind === "disowned") {
    const { endedSessions, undone, kept, hasAccount, provider, usedOwnAccount } = outcome;
    countEndedSessions("device-ended", endedSessions);
    const listed = { undone: undone.slice(0, maxListed), kept: kept.slice(0, maxListed) };
    await setFlash({
      kind: "disowned",
      device,
      ...listed,
      hasAccount,
      usedOwnAccount,
      ...(provider && { provider }),
    });
    if (usedOwnAccount) redirect(`${endedPath}?account=own`);
    if (provider) redirect(`${endedPath}?${new URLSearchParams({ provider })}`);
  } else {
    if (outcome.kind === "ended") countEndedSessions("device-ended", 1);
    await setFlash({
      kind: "disowned",
      device,
      undone: [],
      kept: [],
      hasAccount: true,
      usedOwnAccount: false,
    });
  }
  redirect(endedPath);
}
