import type { Metadata } from "next";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { endOtherSessions } from "@/app/(foyer)/account/sessions/end-other-sessions";
import { EndSessionForm } from "@/app/(foyer)/account/sessions/end-session-form";
import { DeviceRow } from "@/components/account/device-row";
import { SubmitButton } from "@/components/forms/submit-button";
import { SubmitScope } from "@/components/forms/submit-scope";
import { Section } from "@/components/section";
import { providerName } from "@/lib/auth/providers/registry";
import { requireUser } from "@/lib/auth/session/current-user";
import { findSessionOf, listSessions } from "@/lib/db/user-sessions";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";

const path = "/account/sessions";
/** More than anyone reads through. "End all other sessions" ends those that aren't shown too. */
const maxShown = 100;

export const metadata: Metadata = { title: "Your devices" };

export default async function SessionsPage() {
  const user = await requireUser(path);
  const [own, sessions] = await redirectIfUnavailable(() =>
    Promise.all([
      findSessionOf(user.id, user.sessionId),
      // One for this session, and one to tell whether there are more than are shown.
      listSessions(user.id, maxShown + 2),
    ]),
  );
  const others = sessions.filter(({ id }) => id !== user.sessionId);
  const now = new Date();
  return (
    <AccountPage user={user} current={path} title="Your devices">
      <h2 className="sr-only">This device</h2>
      {own && (
        <ul>
          <DeviceRow
            session={own}
            isThisDevice
            providerName={providerName(own.provider)}
            now={now}
          />
        </ul>
      )}
      <Section title="Other devices">
        {others.length === 0 ? (
          <p className="text-muted">You’re not signed in anywhere else.</p>
        ) : (
          <SubmitScope>
            <form action={endOtherSessions}>
              <SubmitButton variant="danger" size="compact" pendingText="Ending the other sessions">
                End all other sessions
              </SubmitButton>
            </form>
            <ul>
              {others.slice(0, maxShown).map((session) => (
                <DeviceRow
                  key={session.id}
                  session={session}
                  isThisDevice={false}
                  providerName={providerName(session.provider)}
                  now={now}
                >
                  <EndSessionForm session={session} />
                </DeviceRow>
              ))}
            </ul>
          </SubmitScope>
        )}
        {others.length > maxShown && (
          <p className="text-muted text-sm">
            More devices, used less recently, aren’t shown. To sign them out, end all other
            sessions.
          </p>
        )}
      </Section>
    </AccountPage>
  );
}
