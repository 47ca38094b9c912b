import { recogniseDevice } from "@/app/account/sessions/recognise-device";
import { reportSignIn } from "@/app/account/sessions/report-sign-in";
import { NewSignInNotice } from "@/components/account/new-sign-in-notice";
import { providerName } from "@/lib/auth/providers/registry";
import type { CurrentUser } from "@/lib/auth/session/current-user";
import { listNewSignIns } from "@/lib/db/new-device-sign-ins";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";

type NewSignInsProps = {
  user: CurrentUser;
  /** The page that this stands on. */
  returnTo: string;
};

/** The sign-ins on unknown devices that this visitor is to be asked about. */
export async function NewSignIns({ user, returnTo }: NewSignInsProps) {
  if (!user.hasNewSignIns) return null;
  const context = { userId: user.id, sessionId: user.sessionId };
  const signIns = await redirectIfUnavailable(() => listNewSignIns(context));
  const now = new Date();
  return signIns.map((signIn) => (
    <NewSignInNotice
      key={signIn.sessionId}
      signIn={signIn}
      providerName={providerName(signIn.provider ?? "")}
      now={now}
      returnTo={returnTo}
      reportSignIn={reportSignIn}
      recogniseDevice={recogniseDevice}
    />
  ));
}
