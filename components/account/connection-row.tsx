import { CircleQuestionMark } from "lucide-react";
import type { ReactNode } from "react";
import { RowFrame } from "@/components/account/row-frame";
import { ProviderMark } from "@/components/sign-in/provider-mark";
import { Facts } from "@/components/text/facts";
import { ForeignText } from "@/components/text/foreign-text";
import { Moment } from "@/components/text/moment";
import type { OfferedProvider } from "@/lib/auth/providers/provider";
import type { Connection } from "@/lib/db/accounts";
import type { Translator } from "@/lib/i18n/translator";

type ConnectionRowProps = {
  connection: Connection;
  /** Undefined when it is no longer configured here. */
  provider: OfferedProvider | undefined;
  now: Date;
  t: Translator;
  /** Actions, at the end of the row. */
  children?: ReactNode;
};

/** One connected account. */
export function ConnectionRow({ connection, provider, now, t, children }: ConnectionRowProps) {
  return (
    <li className="border-line border-t py-4 first:border-t-0 first:pt-0 last:pb-0">
      <RowFrame
        icon={
          provider ? (
            <ProviderMark mark={provider.mark} />
          ) : (
            <CircleQuestionMark aria-hidden="true" className="size-5 text-muted" />
          )
        }
        heading={<h2 className="font-medium text-base">{provider?.name ?? connection.provider}</h2>}
        actions={children}
      >
        <p>
          <ForeignText>{connection.email}</ForeignText>
        </p>
        <Facts>
          <span key="connected">
            {t.rich("connections.connected", {
              when: () => <Moment at={connection.createdAt} now={now} t={t} />,
            })}
          </span>
          {wasUsedSince(connection) && (
            <span key="last-used">
              {t.rich("connections.lastUsed", {
                when: () => <Moment at={connection.lastUsedAt} now={now} t={t} />,
              })}
            </span>
          )}
        </Facts>
      </RowFrame>
    </li>
  );
}

const minuteMs = 60_000;

/** Whether it was used after it was connected, which counts as a use. */
function wasUsedSince({ createdAt, lastUsedAt }: Connection): boolean {
  return +lastUsedAt - +createdAt >= minuteMs;
}
