import type { ReactNode } from "react";
import { describeDevice } from "@/components/account/device-name";
import { ForeignText } from "@/components/text/foreign-text";
import { Moment } from "@/components/text/moment";
import { placeWords } from "@/components/text/place-words";
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
          <ForeignText>{describeDevice(entry.userAgent).name}</ForeignText>, {placeWords(entry)}
        </p>
      </div>
      {children}
    </li>
  );
}
