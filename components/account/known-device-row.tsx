import type { ReactNode } from "react";
import { DeviceFrame } from "@/components/account/device-frame";
import { Facts } from "@/components/text/facts";
import { Moment } from "@/components/text/moment";
import { placeWords } from "@/components/text/place-words";
import type { KnownDevice } from "@/lib/db/known-devices";
import type { Translator } from "@/lib/i18n/translator";

type KnownDeviceRowProps = {
  device: KnownDevice;
  now: Date;
  /** Actions, at the end of the row. */
  children?: ReactNode;
  t: Translator;
};

/** A known device on which the user isn't signed in. */
export function KnownDeviceRow({ device, now, children, t }: KnownDeviceRowProps) {
  return (
    <DeviceFrame userAgent={device.userAgent} actions={children} t={t}>
      <Facts>
        <span key="signed-in">
          {t.rich("devices.lastSignIn", { when: () => <Moment at={device.at} now={now} t={t} /> })}
        </span>
        {placeWords(device, t)}
      </Facts>
    </DeviceFrame>
  );
}
