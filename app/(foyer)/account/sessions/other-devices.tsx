import type { ReactNode } from "react";
import { SessionRow } from "@/app/(foyer)/account/sessions/session-row";
import { DeviceList } from "@/components/account/device-list";
import { deviceTags } from "@/components/account/device-tags";
import { Panel } from "@/components/account/panel";
import { SubmitScope } from "@/components/forms/submit-scope";
import { buttonVariants } from "@/components/ui/button";
import type { NewSignIn } from "@/lib/db/new-device-sign-ins";
import type { RecordedUse } from "@/lib/db/session-places";
import type { DeviceSession } from "@/lib/db/user-sessions";
import type { Translator } from "@/lib/i18n/translator";

/** More than anyone reads through. "Sign out other devices" ends those that aren't shown too. */
export const maxShown = 100;

type OtherDevicesProps = {
  /** All but this device's, up to one more than are shown. */
  sessions: DeviceSession[];
  uses: RecordedUse[];
  /** What the user is asked about them. */
  signIns: NewSignIn[];
  now: Date;
  t: Translator;
};

/** The user's other sessions, and how to end them. */
export function OtherDevices(props: OtherDevicesProps) {
  const { sessions, uses, signIns, now, t } = props;
  const asked = new Set(signIns.map(({ sessionId }) => sessionId));
  return (
    <Panel
      title={t("devices.others.title")}
      action={sessions.length > 1 && <EndOthersLink count={sessions.length} t={t} />}
    >
      {sessions.length === 0 ? (
        <p className="text-muted">{t("devices.others.none")}</p>
      ) : (
        <SubmitScope>
          <ShownDevices
            sessions={sessions}
            staysOpen={({ id }) => asked.has(id)}
            row={(session) => (
              <SessionRow
                key={session.id}
                session={session}
                uses={uses}
                signIns={signIns}
                now={now}
                t={t}
              >
                {/* The question's "No, sign it out" does the same. */}
                {!asked.has(session.id) && <EndSessionLink session={session} t={t} />}
              </SessionRow>
            )}
            t={t}
          />
        </SubmitScope>
      )}
    </Panel>
  );
}

type ShownDevicesProps = Pick<OtherDevicesProps, "sessions" | "t"> & {
  maxOpen?: number;
  staysOpen?: (session: DeviceSession) => boolean;
  row: (session: DeviceSession) => ReactNode;
};

/** The other devices that are shown, and whether there are more. */
export function ShownDevices({ sessions, maxOpen, staysOpen, row, t }: ShownDevicesProps) {
  return (
    <>
      <DeviceList
        devices={sessions.slice(0, maxShown)}
        maxOpen={maxOpen}
        staysOpen={staysOpen}
        row={row}
        t={t}
      />
      {sessions.length > maxShown && (
        <p className="text-muted text-sm">{t("devices.others.notShown")}</p>
      )}
    </>
  );
}

/** Leads to the page that asks first; its accessible name says about which device. */
function EndSessionLink({ session, t }: { session: DeviceSession; t: Translator }) {
  const { id, userAgent, lastSeenAt } = session;
  return (
    <a
      href={`/account/sessions/others?session=${id}`}
      className={buttonVariants({ size: "compact" })}
    >
      <span>{t.rich("devices.signOut.button", deviceTags({ userAgent, at: lastSeenAt }, t))}</span>
    </a>
  );
}

/** The same for all of them. */
function EndOthersLink({ count, t }: { count: number; t: Translator }) {
  return (
    <a href="/account/sessions/others" className={buttonVariants({ size: "compact" })}>
      {count > maxShown ? t("devices.others.signOutAll") : t("devices.others.signOut", { count })}
    </a>
  );
}
