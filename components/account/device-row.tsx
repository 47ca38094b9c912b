import type { ReactNode } from "react";
import { DeviceIcon } from "@/components/account/device-icon";
import { describeDevice } from "@/components/account/device-name";
import { Tag } from "@/components/tag";
import { ForeignText } from "@/components/text/foreign-text";
import { Moment } from "@/components/text/moment";
import { networkAddress } from "@/components/text/network-address";
import type { DeviceSession } from "@/lib/db/user-sessions";

type DeviceRowProps = {
  session: DeviceSession;
  isThisDevice: boolean;
  providerName: string;
  now: Date;
  /** Actions, at the end of the row. */
  children?: ReactNode;
};

/** One signed-in browser. */
export function DeviceRow({ session, isThisDevice, providerName, now, children }: DeviceRowProps) {
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
        </div>
      </div>
      {children}
    </li>
  );
}
