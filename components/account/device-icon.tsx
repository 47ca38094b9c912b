import { CircleQuestionMark, Monitor, Smartphone, Tablet } from "lucide-react";
import type { DeviceKind } from "@/components/account/device-name";

const icons = {
  desktop: Monitor,
  mobile: Smartphone,
  tablet: Tablet,
  unknown: CircleQuestionMark,
};

/** An icon of the kind of device, hidden from screen readers: the name beside it says the same. */
export function DeviceIcon({ kind }: { kind: DeviceKind }) {
  const Icon = icons[kind];
  return <Icon aria-hidden="true" className="size-5 text-muted" />;
}
