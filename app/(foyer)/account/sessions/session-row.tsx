import type { ReactNode } from "react";
import { Questions } from "@/app/(foyer)/account/sessions/questions";
import { DeviceRow } from "@/components/account/device-row";
import { providerName } from "@/lib/auth/providers/registry";
import type { NewSignIn } from "@/lib/db/new-device-sign-ins";
import type { RecordedUse } from "@/lib/db/session-places";
import type { DeviceSession } from "@/lib/db/user-sessions";
import type { Translator } from "@/lib/i18n/translator";

type SessionRowProps = {
  session: DeviceSession;
  isThisDevice?: boolean;
  /** Where the user's sessions were used, of all of them. */
  uses?: RecordedUse[];
  /** What the user is asked, about all sessions. */
  signIns?: NewSignIn[];
  now: Date;
  /** Actions, at the end of the row. */
  children?: ReactNode;
  t: Translator;
};

/** One session, with what is told and asked about it. */
export function SessionRow(props: SessionRowProps) {
  const { session, isThisDevice = false, uses = [], signIns = [], now, children, t } = props;
  const isAbout = ({ sessionId }: { sessionId: string | null }) => sessionId === session.id;
  const asked = signIns.filter(isAbout);
  return (
    <DeviceRow
      session={session}
      isThisDevice={isThisDevice}
      uses={uses.filter(isAbout)}
      providerName={providerName(session.provider)}
      now={now}
      questions={asked.length > 0 && <Questions signIns={asked} now={now} t={t} />}
      t={t}
    >
      {children}
    </DeviceRow>
  );
}
