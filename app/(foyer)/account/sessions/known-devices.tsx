import { ForgetDeviceForm } from "@/app/(foyer)/account/sessions/forget-device-form";
import { DeviceList } from "@/components/account/device-list";
import { KnownDeviceRow } from "@/components/account/known-device-row";
import { Panel } from "@/components/account/panel";
import { SubmitScope } from "@/components/forms/submit-scope";
import type { KnownDevice } from "@/lib/db/known-devices";
import type { Translator } from "@/lib/i18n/translator";

type KnownDevicesProps = {
  devices: KnownDevice[];
  mayForget: boolean;
  now: Date;
  t: Translator;
};

/** The known devices on which the user isn't signed in, and how to forget them. */
export function KnownDevices({ devices, mayForget, now, t }: KnownDevicesProps) {
  return (
    <Panel title={t("devices.known.title")}>
      <p className="text-muted text-sm">{t("devices.known.text")}</p>
      <SubmitScope>
        <DeviceList
          devices={devices}
          row={(device) => (
            <KnownDeviceRow key={device.id} device={device} now={now} t={t}>
              {mayForget && <ForgetDeviceForm device={device} t={t} />}
            </KnownDeviceRow>
          )}
          t={t}
        />
      </SubmitScope>
    </Panel>
  );
}
