import type { ReactNode } from "react";
import type { Translator } from "@/lib/i18n/translator";

/**
 * As many as someone reads through; more would push the rest of a phone's page out of reach. One more is not
 * folded: it takes as much room as what unfolds it.
 */
const maxOpen = 10;

type DeviceListProps<Device> = {
  devices: Device[];
  /** Whether a device is shown however far down it is. */
  staysOpen?: ((device: Device) => boolean) | undefined;
  row: (device: Device) => ReactNode;
  t: Translator;
};

/** A list of devices; those after the first few are folded, which works without JavaScript. */
export function DeviceList<Device>(props: DeviceListProps<Device>) {
  const { devices, staysOpen, row, t } = props;
  const isShort = devices.length <= maxOpen + 1;
  const isOpen = (device: Device, index: number) =>
    isShort || index < maxOpen || staysOpen?.(device);
  const folded = devices.filter((device, index) => !isOpen(device, index));
  return (
    <>
      <ul>{devices.filter(isOpen).map(row)}</ul>
      {folded.length > 0 && (
        <details className="border-line border-t pt-2">
          <summary className="w-fit cursor-pointer py-2.5 font-medium text-sm">
            {t("devices.more", { count: folded.length })}
          </summary>
          <ul className="pt-4">{folded.map(row)}</ul>
        </details>
      )}
    </>
  );
}
