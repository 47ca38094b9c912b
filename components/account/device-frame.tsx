import type { ReactNode } from "react";
import { DeviceIcon } from "@/components/account/device-icon";
import { describeDevice } from "@/components/account/device-name";
import { RowFrame } from "@/components/account/row-frame";
import { ForeignText } from "@/components/text/foreign-text";
import type { Translator } from "@/lib/i18n/translator";

type DeviceFrameProps = {
  userAgent: string | null;
  /** Beside the device's name. */
  tags?: ReactNode;
  /** What is told of the device, line by line. */
  children: ReactNode;
  /** Actions, at the end of the row. */
  actions?: ReactNode;
  t: Translator;
};

/** The frame of a row in a list of devices. */
export function DeviceFrame({ userAgent, tags, children, actions, t }: DeviceFrameProps) {
  const { name, kind } = describeDevice(userAgent, t);
  return (
    <li className="border-line border-t py-4 first:border-t-0 first:pt-0 last:pb-0">
      <RowFrame
        icon={<DeviceIcon kind={kind} />}
        heading={
          <h3 className="flex flex-wrap items-center gap-2 font-medium text-base">
            <ForeignText>{name}</ForeignText>
            {tags}
          </h3>
        }
        actions={actions}
      >
        {children}
      </RowFrame>
    </li>
  );
}
