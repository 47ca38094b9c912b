import type { ReactNode } from "react";
import { DeviceIcon } from "@/components/account/device-icon";
import { describeDevice } from "@/components/account/device-name";
import { ForeignText } from "@/components/text/foreign-text";
import { Moment } from "@/components/text/moment";
import { networkAddress } from "@/components/text/network-address";
import type { KnownDevice } from "@/lib/db/known-devices";

type KnownDeviceRowProps = {
  device: KnownDevice;
  now: Date;
  /** Actions, at the end of the row. */
  children?: ReactNode;
};

/** A known device on which the user isn't signed in. */
export function KnownDeviceRow({ device, now, children }: KnownDeviceRowProps) {
  const { name, kind } = describeDevice(device.userAgent);
  return (
    <li className="flex flex-wrap items-start justify-between gap-4 border-line border-t py-4 first:border-t-0">
      <div className="flex min-w-0 flex-1 basis-72 gap-3">
        <DeviceIcon kind={kind} />
        <div className="flex min-w-0 flex-col gap-1 text-sm wrap-anywhere">
          <h3 className="font-medium text-base">
            <ForeignText>{name}</ForeignText>
          </h3>
          <Moment prefix="Signed in" at={device.at} now={now} />
          <p className="text-muted">from {networkAddress(device.ip)}</p>
        </div>
      </div>
      {children}
    </li>
  );
}
