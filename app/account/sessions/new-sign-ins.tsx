import { disown } from "@/app/account/sessions/disown";
import { vouch } from "@/app/account/sessions/vouch";
import { NewSignInNotice } from "@/components/new-sign-in-notice";
import { orUnavailable } from "@/lib/auth/or-unavailable";
import { providerName } from "@/lib/auth/providers";
import type { Visitor } from "@/lib/auth/visitor";
import { listNewSignIns } from "@/lib/db/new-sign-ins";

type NewSignInsProps = {
  visitor: Visitor;
  /** The page that this stands on. */
  returnTo: string;
};

/** The sign-ins on unknown devices that this visitor is to be asked about. */
export async function NewSignIns({ visitor, returnTo }: NewSignInsProps) {
  if (!visitor.hasNewSignIns) return null;
  const actor = { userId: visitor.id, sessionId: visitor.sessionId };
  const signIns = await orUnavailable(() => listNewSignIns(actor));
  const now = new Date();
  return signIns.map((signIn) => (
    <NewSignInNotice
      key={signIn.sessionId}
      signIn={signIn}
      providerName={providerName(signIn.provider ?? "")}
      now={now}
      returnTo={returnTo}
      disown={disown}
      vouch={vouch}
    />
  ));
}
