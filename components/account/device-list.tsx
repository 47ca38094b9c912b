import type { ReactNode } from "react";
import { Disclosure } from "@/components/disclosure";
import type { Translator } from "@/lib/i18n/translator";

type DeviceListProps<Device> = {
  devices: Device[];
  /**
   * How many are shown at once: ten, as many as someone reads through. One more is not folded, since it takes
   * as much room as what unfolds it.
   */
  maxOpen?: number | undefined;
  /** Whether a device is shown however far down it is. */
  staysOpen?: ((device: Device) => boolean) | undefined;
  row: (device: Device) => ReactNode;
  t: Translator;
};

/** A list of devices; those after the first few are folded, which works without JavaScript. */
export function DeviceList<Device>(props: DeviceListProps<Device>) {
  const { devices, maxOpen = 10, staysOpen, row, t } = props;
  const isShort = devices.length <= maxOpen + 1;
  const isOpen = (device: Device, index: number) =>
    isShort || index < maxOpen || staysOpen?.(device);
  const folded = devices.filter((device, index) => !isOpen(device, index));
  return (
    <>
      <ul className="pt-2">{devices.filter(isOpen).map(row)}</ul>
      {folded.length > 0 && (
        <Disclosure
          summary={t("devices.more", { count: folded.length })}
          className="border-line border-t pt-2"
        >
          <ul className="pt-4">{folded.map(row)}</ul>
        </Disclosure>
      )}
    </>
  );
}
