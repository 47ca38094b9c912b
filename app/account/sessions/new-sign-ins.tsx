import { disown } from "@/app/account/sessions/disown";
import { vouch } from "@/app/account/sessions/vouch";
import { NewSignInNotice } from "@/components/new-sign-in-notice";
import { orUnavailable } from "@/lib/auth/or-unavailable";
import { providerName } from "@/lib/auth/providers";
import type { Visitor } from "@/lib/auth/visitor";
import { listNewSessions } from "@/lib/db/devices";

type NewSignInsProps = {
  visitor: Visitor;
  /** The page that this stands on. */
  returnTo: string;
};

/** The newer sessions on unknown devices that this visitor has not been asked about yet. */
export async function NewSignIns({ visitor, returnTo }: NewSignInsProps) {
  if (!visitor.hasNewSessions) return null;
  const actor = { userId: visitor.id, sessionId: visitor.sessionId };
  const sessions = await orUnavailable(() => listNewSessions(actor));
  const now = new Date();
  return sessions.map((session) => (
    <NewSignInNotice
      key={session.id}
      session={session}
      providerName={providerName(session.provider)}
      now={now}
      returnTo={returnTo}
      disown={disown}
      vouch={vouch}
    />
  ));
}
