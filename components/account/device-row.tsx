import type { ReactNode } from "react";
import { DeviceIcon } from "@/components/account/device-icon";
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
  const { name, kind } = describeDevice(session.userAgent);
  return (
    <li className="flex flex-wrap items-start justify-between gap-4 border-line border-t py-4 first:border-t-0">
      <div className="flex min-w-0 flex-1 basis-72 gap-3">
        <DeviceIcon kind={kind} />
        <div className="flex min-w-0 flex-col gap-1 text-sm wrap-anywhere">
          <h3 className="flex flex-wrap items-center gap-2 font-medium text-base">
            <ForeignText>{name}</ForeignText>
            {isThisDevice && <Tag>This device</Tag>}
            {session.newDevice && <Tag>New</Tag>}
          </h3>
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
        </div>
      </div>
      {children}
    </li>
  );
}
