import type { ReactNode } from "react";
import { DeviceFrame } from "@/components/account/device-frame";
import { describeDevice } from "@/components/account/device-name";
import { Tag } from "@/components/tag";
import { Facts } from "@/components/text/facts";
import { ForeignText } from "@/components/text/foreign-text";
import { Moment } from "@/components/text/moment";
import { placeWords } from "@/components/text/place-words";
import type { RecordedUse } from "@/lib/db/session-places";
import type { DeviceSession } from "@/lib/db/user-sessions";

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
};

/** One signed-in browser. */
export function DeviceRow(props: DeviceRowProps) {
  const { session, isThisDevice, uses, providerName, now, questions, children } = props;
  const tags = (
    <>
      {isThisDevice && <Tag>This device</Tag>}
      {session.newDevice && <Tag>New</Tag>}
    </>
  );
  return (
    <DeviceFrame userAgent={session.userAgent} tags={tags} actions={children}>
      <Facts>
        {isThisDevice ? (
          <ActiveNow key="active" />
        ) : (
          <Moment key="active" prefix="Active" at={session.lastSeenAt} now={now} />
        )}
        {placeWords(session)}
        <Moment
          key="signed-in"
          prefix={`Signed in with ${providerName}`}
          at={session.createdAt}
          now={now}
        />
      </Facts>
      {uses.map((use) => (
        <Facts key={use.id}>
          <span key="device">
            Also used from <ForeignText>{describeDevice(use.userAgent).name}</ForeignText>
          </span>
          {placeWords(use)}
          <Moment key="since" prefix="Since" at={use.at} now={now} />
        </Facts>
      ))}
      {questions}
    </DeviceFrame>
  );
}

/** The session that asks is in use, whenever the database last recorded that. */
function ActiveNow() {
  return (
    <span className="text-success">
      <span aria-hidden="true" className="me-1.5 inline-block size-2 rounded-full bg-success" />
      Active now
    </span>
  );
}
