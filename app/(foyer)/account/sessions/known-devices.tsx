import { ForgetDeviceForm } from "@/app/(foyer)/account/sessions/forget-device-form";
import { KnownDeviceRow } from "@/components/account/known-device-row";
import { SubmitScope } from "@/components/forms/submit-scope";
import { Section } from "@/components/section";
import type { KnownDevice } from "@/lib/db/known-devices";

type KnownDevicesProps = { devices: KnownDevice[]; mayForget: boolean; now: Date };

/** The known devices on which the user isn't signed in, and how to forget them. */
export function KnownDevices({ devices, mayForget, now }: KnownDevicesProps) {
  return (
    <Section title="Known devices">
      <p className="text-muted">
        You’re signed out on these. A sign-in on one of them isn’t announced, and doesn’t have to
        wait. Forget those that aren’t yours alone, such as a public computer.
      </p>
      <SubmitScope>
        <ul>
          {devices.map((device) => (
            <KnownDeviceRow key={device.id} device={device} now={now}>
              {mayForget && <ForgetDeviceForm device={device} />}
            </KnownDeviceRow>
          ))}
        </ul>
      </SubmitScope>
    </Section>
  );
}
