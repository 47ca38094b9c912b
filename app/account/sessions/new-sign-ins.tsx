import { reportSignIn } from "@/app/account/sessions/disown";
import { recogniseDevice } from "@/app/account/sessions/vouch";
import { NewSignInNotice } from "@/components/new-sign-in-notice";
import { redirectIfUnavailable } from "@/lib/auth/or-unavailable";
import { providerName } from "@/lib/auth/providers";
import type { CurrentUser } from "@/lib/auth/visitor";
import { listNewSignIns } from "@/lib/db/new-sign-ins";

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
