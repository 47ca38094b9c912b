import { forgetDevice } from "@/app/(foyer)/account/sessions/forget-device";
import { deviceTags } from "@/components/account/device-tags";
import { SubmitButton } from "@/components/forms/submit-button";
import type { KnownDevice } from "@/lib/db/known-devices";
import type { Translator } from "@/lib/i18n/translator";

type ForgetDeviceFormProps = { device: KnownDevice; isThisDevice?: boolean; t: Translator };

/** Forgets one known device; the button's accessible name says which. */
export function ForgetDeviceForm({ device, isThisDevice = false, t }: ForgetDeviceFormProps) {
  return (
    <form action={forgetDevice}>
      <input type="hidden" name="device" value={device.id} />
      <SubmitButton size="compact" pendingText={t("devices.forget.pending")}>
        {t.rich(
          isThisDevice ? "devices.forget.button" : "devices.forget.other",
          deviceTags(device, t),
        )}
      </SubmitButton>
    </form>
  );
}
