import { forgetDevice } from "@/app/(foyer)/account/sessions/forget-device";
import { describeDevice } from "@/components/account/device-name";
import { SubmitButton } from "@/components/forms/submit-button";
import { ForeignText } from "@/components/text/foreign-text";
import { ExactTime } from "@/components/text/moment";
import type { KnownDevice } from "@/lib/db/known-devices";

/** Forgets one known device; the button's accessible name says which. */
export function ForgetDeviceForm({ device }: { device: KnownDevice }) {
  return (
    <form action={forgetDevice}>
      <input type="hidden" name="device" value={device.id} />
      <SubmitButton size="compact" pendingText="Forgetting the device">
        Forget this device
        <span className="sr-only">
          {" "}
          – <ForeignText>{describeDevice(device.userAgent).name}</ForeignText>, signed in{" "}
          <ExactTime at={device.at} />
        </span>
      </SubmitButton>
    </form>
  );
}
