import { describeDevice } from "@/components/account/device-name";
import { Facts } from "@/components/text/facts";
import { ForeignText } from "@/components/text/foreign-text";
import { Moment } from "@/components/text/moment";
import { placeWords } from "@/components/text/place-words";
import type { Place } from "@/lib/db/session-places";
import type { Translator } from "@/lib/i18n/translator";

type UseFactsProps = { use: Place & { at: Date }; now: Date; t: Translator };

/** Where and when a session was used elsewhere. */
export function UseFacts({ use, now, t }: UseFactsProps) {
  return (
    <Facts>
      <ForeignText key="device">{describeDevice(use.userAgent, t).name}</ForeignText>
      {placeWords(use, t)}
      <Moment key="at" at={use.at} now={now} t={t} />
    </Facts>
  );
}
