import type { ReactNode } from "react";
import { isByOperator } from "@/components/account/activity-words";
import { describeDevice } from "@/components/account/device-name";
import { ForeignText } from "@/components/text/foreign-text";
import { Moment } from "@/components/text/moment";
import { networkAddress } from "@/components/text/network-address";
import type { ActivityEntry } from "@/lib/db/activity";

type ActivityRowProps = {
  entry: ActivityEntry;
  words: string;
  now: Date;
  /** Actions, at the end of the row. */
  children?: ReactNode;
};

/** One entry of the user's activity. */
export function ActivityRow({ entry, words, now, children }: ActivityRowProps) {
  return (
    <li className="flex flex-wrap items-start justify-between gap-4 border-line border-t py-4 first:border-t-0">
      <div className="flex min-w-0 flex-1 basis-72 flex-col gap-1 text-sm wrap-anywhere">
        <p className="font-medium text-base">
          <ForeignText>{words}</ForeignText>
        </p>
        <Moment at={entry.at} now={now} />
        <p className="text-muted">
          <Origin entry={entry} />
        </p>
      </div>
      {children}
    </li>
  );
}

/** Who did it, or on which device. */
function Origin({ entry }: Pick<ActivityRowProps, "entry">) {
  if (isByOperator(entry)) return "By the people who run this site";
  return (
    <>
      <ForeignText>{describeDevice(entry.userAgent).name}</ForeignText>, {networkAddress(entry.ip)}
    </>
  );
}
