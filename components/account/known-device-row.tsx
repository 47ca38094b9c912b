import type { ReactNode } from "react";
import { DeviceFrame } from "@/components/account/device-frame";
import { Facts } from "@/components/text/facts";
import { Moment } from "@/components/text/moment";
import { placeWords } from "@/components/text/place-words";
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
      <Facts>
        <Moment key="signed-in" prefix="Signed in" at={device.at} now={now} />
        {placeWords(device)}
      </Facts>
    </DeviceFrame>
  );
}
