import type { ReactNode } from "react";
import { DeviceFrame } from "@/components/account/device-frame";
import { describeDevice } from "@/components/account/device-name";
import { Tag } from "@/components/tag";
import { ForeignText } from "@/components/text/foreign-text";
import { Moment } from "@/components/text/moment";
import { networkAddress } from "@/components/text/network-address";
import type { RecordedUse } from "@/lib/db/session-places";
import type { DeviceSession } from "@/lib/db/user-sessions";

type DeviceRowProps = {
  session: DeviceSession;
  isThisDevice: boolean;
  /** Where else the session was used. */
  uses: RecordedUse[];
  providerName: string;
  now: Date;
  /** Actions, at the end of the row. */
  children?: ReactNode;
};

/** One signed-in browser. */
export function DeviceRow(props: DeviceRowProps) {
  const { session, isThisDevice, uses, providerName, now, children } = props;
  const tags = (
    <>
      {isThisDevice && <Tag>This device</Tag>}
      {session.newDevice && <Tag>New</Tag>}
    </>
  );
  return (
    <DeviceFrame userAgent={session.userAgent} tags={tags} actions={children}>
      <Moment prefix="Active" at={session.lastSeenAt} now={now} />
      <Moment prefix={`Signed in with ${providerName}`} at={session.createdAt} now={now} />
      <p className="text-muted">from {networkAddress(session.ip)}</p>
      {uses.map((use) => (
        <div key={use.id} className="flex flex-col gap-1">
          <p>
            Also used from <ForeignText>{describeDevice(use.userAgent).name}</ForeignText>,{" "}
            {networkAddress(use.ip)}
          </p>
          <Moment prefix="Since" at={use.at} now={now} />
        </div>
      ))}
    </DeviceFrame>
  );
}
