import type { ReactNode } from "react";
import { DeviceFrame } from "@/components/account/device-frame";
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
  return (
    <DeviceFrame userAgent={device.userAgent} actions={children}>
      <Moment prefix="Signed in" at={device.at} now={now} />
      <p className="text-muted">from {networkAddress(device.ip)}</p>
    </DeviceFrame>
  );
}
