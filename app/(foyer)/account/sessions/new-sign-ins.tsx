import { recogniseDevice } from "@/app/(foyer)/account/sessions/recognise-device";
import { recogniseUse } from "@/app/(foyer)/account/sessions/recognise-use";
import { reportSignIn } from "@/app/(foyer)/account/sessions/report-sign-in";
import { activityWords } from "@/components/account/activity-words";
import { NewSignInNotice } from "@/components/account/new-sign-in-notice";
import { providerName } from "@/lib/auth/providers/registry";
import type { CurrentUser } from "@/lib/auth/session/current-user";
import { listNewSignIns } from "@/lib/db/new-device-sign-ins";
import { maxChanges } from "@/lib/db/session-changes";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";

type NewSignInsProps = {
  user: CurrentUser;
  /** The path of the page that shows them. */
  returnTo: string;
};

/** Asks the user about each new sign-in and use elsewhere that this session may confirm or report. */
export async function NewSignIns({ user, returnTo }: NewSignInsProps) {
  if (!user.hasNewSignIns) return null;
  const context = { userId: user.id, sessionId: user.sessionId };
  const signIns = await redirectIfUnavailable(() => listNewSignIns(context));
  const now = new Date();
  return signIns.map((signIn) => (
    <NewSignInNotice
      key={`${signIn.kind} ${signIn.sessionId}`}
      signIn={signIn}
      providerName={providerName(signIn.provider ?? "")}
      changes={signIn.changes.map((change) => activityWords(change, providerName))}
      hasMore={signIn.changes.length >= maxChanges}
      now={now}
      returnTo={returnTo}
      reportSignIn={reportSignIn}
      recognise={signIn.kind === "sign-in" ? recogniseDevice : recogniseUse}
    />
  ));
}
