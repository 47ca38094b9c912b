import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { reportSignIn } from "@/app/(foyer)/account/sessions/report-sign-in";
import { activityWords } from "@/components/account/activity-words";
import { DeviceFrame } from "@/components/account/device-frame";
import { signOutTitle } from "@/components/account/device-name";
import { Panel } from "@/components/account/panel";
import { SessionChanges } from "@/components/account/sign-in-question";
import { SubmitButton } from "@/components/forms/submit-button";
import { Facts } from "@/components/text/facts";
import { Moment } from "@/components/text/moment";
import { placeWords } from "@/components/text/place-words";
import { buttonVariants } from "@/components/ui/button";
import { providerName } from "@/lib/auth/providers/registry";
import { requireUser } from "@/lib/auth/session/current-user";
import { findNewSignIn, type NewSignIn } from "@/lib/db/new-device-sign-ins";
import { maxChanges } from "@/lib/db/session-changes";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { isId } from "@/lib/http/form-field";
import { pageTranslator } from "@/lib/i18n/page-locale";
import type { Translator } from "@/lib/i18n/translator";

const path = "/account/sessions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslator();
  return { title: t("devices.report.pageTitle") };
}

/** Asks once, before a device is signed out that the user says isn't theirs. */
export default async function ReportPage({ searchParams }: PageProps<"/account/sessions/report">) {
  const { session } = await searchParams;
  const user = await requireUser(`${path}/report?session=${isId(session) ? session : ""}`);
  if (!isId(session)) notFound();
  const context = { userId: user.id, sessionId: user.sessionId };
  const signIn = await redirectIfUnavailable(() => findNewSignIn(context, session));
  if (!signIn) notFound();
  const t = await pageTranslator();
  return (
    <AccountPage user={user} current={path} title={titleOf(signIn, t)}>
      <Panel>
        <h2 className="sr-only">{t("devices.others.title")}</h2>
        <Question signIn={signIn} t={t} />
        <div className="button-row">
          <form action={reportSignIn}>
            <input type="hidden" name="session" value={signIn.sessionId} />
            <SubmitButton
              variant="danger"
              size="compact"
              pendingText={t("devices.signOut.pending")}
            >
              {signIn.isOpen ? t("devices.report.signOut") : t("devices.report.itWasNotMe")}
            </SubmitButton>
          </form>
          <a href={path} className={buttonVariants({ size: "compact" })}>
            {t("common.cancel")}
          </a>
        </div>
      </Panel>
    </AccountPage>
  );
}

/** Names the device that is signed out; one that has been already is named in the page alone. */
function titleOf({ isOpen, userAgent }: NewSignIn, t: Translator): string {
  if (!isOpen) return t("devices.report.title");
  return signOutTitle(userAgent, t);
}

function Question({ signIn, t }: { signIn: NewSignIn; t: Translator }) {
  const changes = signIn.changes.map((change) => activityWords(change, providerName, t));
  const isSignIn = signIn.kind === "sign-in";
  const provider = providerName(signIn.provider ?? "");
  const when = () => <Moment at={signIn.at} now={new Date()} t={t} />;
  return (
    <div className="flex flex-col gap-4">
      <ul>
        <DeviceFrame userAgent={signIn.userAgent} t={t}>
          <Facts>
            {placeWords(signIn, t)}
            <span key="what">
              {isSignIn
                ? t.rich("devices.signedInWith", { provider, when })
                : t.rich("devices.report.usedSession", { provider, when })}
            </span>
          </Facts>
        </DeviceFrame>
      </ul>
      {changes.length > 0 && (
        <SessionChanges changes={changes} hasMore={changes.length >= maxChanges} t={t} />
      )}
      <p className="empty:hidden">
        {changes.length > 0 && isSignIn && <>{t("devices.report.undo")} </>}
        {signIn.isOpen && t("devices.report.next")}
      </p>
    </div>
  );
}
