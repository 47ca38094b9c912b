import type { ReactNode } from "react";
import { DeviceFrame } from "@/components/account/device-frame";
import { describeDevice } from "@/components/account/device-name";
import { QuestionFrame } from "@/components/account/question-frame";
import { UseFacts } from "@/components/account/use-facts";
import { SignOutForm } from "@/components/sign-in/sign-out-form";
import { Tag } from "@/components/tag";
import { Facts } from "@/components/text/facts";
import { ForeignText } from "@/components/text/foreign-text";
import { Moment } from "@/components/text/moment";
import { placeWords } from "@/components/text/place-words";
import type { RecordedUse } from "@/lib/db/session-places";
import type { DeviceSession } from "@/lib/db/user-sessions";
import type { Translator } from "@/lib/i18n/translator";

type DeviceRowProps = {
  session: DeviceSession;
  isThisDevice: boolean;
  /** Where else the session was used. */
  uses: RecordedUse[];
  providerName: string;
  now: Date;
  /** What the user is asked about the session. */
  questions?: ReactNode;
  /** Actions, at the end of the row. */
  children?: ReactNode;
  t: Translator;
};

/** One signed-in browser. */
export function DeviceRow(props: DeviceRowProps) {
  const { session, isThisDevice, uses, providerName, now, questions, children, t } = props;
  const doubted = uses.filter(({ unanswered }) => isThisDevice && unanswered);
  const told = uses.filter((use) => !doubted.includes(use));
  const tags = (
    <>
      {isThisDevice && <Tag>{t("devices.thisDevice")}</Tag>}
      {session.newDevice && !questions && <Tag>{t("devices.new")}</Tag>}
    </>
  );
  return (
    <DeviceFrame userAgent={session.userAgent} tags={tags} actions={children} t={t}>
      <Facts>
        {isThisDevice ? (
          <ActiveNow key="active" t={t} />
        ) : (
          <span key="active">
            {t.rich("devices.active", {
              when: () => <Moment at={session.lastSeenAt} now={now} t={t} />,
            })}
          </span>
        )}
        {placeWords(session, t)}
        <span key="signed-in">
          {t.rich("devices.signedInWith", {
            provider: providerName,
            when: () => <Moment at={session.createdAt} now={now} t={t} />,
          })}
        </span>
      </Facts>
      {told.map((use) => (
        <Facts key={use.id}>
          <span key="device">
            {t.rich("devices.alsoUsedFrom", {
              device: () => <ForeignText>{describeDevice(use.userAgent, t).name}</ForeignText>,
            })}
          </span>
          {placeWords(use, t)}
          <span key="since">
            {t.rich("devices.since", { when: () => <Moment at={use.at} now={now} t={t} /> })}
          </span>
        </Facts>
      ))}
      {doubted.length > 0 && <IfNotYou uses={doubted} now={now} t={t} />}
      {questions}
    </DeviceFrame>
  );
}

/** For the session itself, since the question is for the user's other devices. */
function IfNotYou({ uses, now, t }: Pick<DeviceRowProps, "uses" | "now" | "t">) {
  return (
    <QuestionFrame question={t("devices.usedElsewhereToo")}>
      {uses.map((use) => (
        <UseFacts key={use.id} use={use} now={now} t={t} />
      ))}
      <p>{t("devices.ifNotYou")}</p>
      <SignOutForm
        size="compact"
        words={{ signOut: t("devices.signOutHere"), signingOut: t("frame.menu.signingOut") }}
      />
    </QuestionFrame>
  );
}

/** The session that asks is in use, whenever the database last recorded that. */
function ActiveNow({ t }: { t: Translator }) {
  return (
    <span className="text-success">
      <span
        aria-hidden="true"
        className="me-1.5 inline-block size-2 rounded-full border-[0.25rem] border-success"
      />
      {t("devices.activeNow")}
    </span>
  );
}
