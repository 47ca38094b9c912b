import type { ReactNode } from "react";
import { describeDevice } from "@/components/account/device-name";
import { ShieldIcon } from "@/components/account/shield-icon";
import { ForeignText } from "@/components/text/foreign-text";
import { relativeTime } from "@/components/text/relative-time";
import type { NewSignIn } from "@/lib/db/new-device-sign-ins";
import type { Translator } from "@/lib/i18n/translator";

type NewSignInsLineProps = {
  signIns: [NewSignIn, ...NewSignIn[]];
  providerName: (id: string) => string;
  /** Where the user says whether it was them. */
  href: string;
  now: Date;
  t: Translator;
};

/** One line about all sign-ins and uses elsewhere that the user hasn't answered for. */
export function NewSignInsLine({ signIns, providerName, href, now, t }: NewSignInsLineProps) {
  const [first, ...others] = signIns;
  return (
    <section
      aria-labelledby="new-sign-ins"
      className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 rounded-xl border border-line bg-raised px-4 py-0.5 text-sm"
    >
      <ShieldIcon />
      <h2
        id="new-sign-ins"
        className="min-w-0 flex-1 basis-40 text-balance py-2.5 font-medium wrap-anywhere"
      >
        {others.length === 0 ? (
          <OneSignIn signIn={first} providerName={providerName} now={now} t={t} />
        ) : (
          countOf(signIns, t)
        )}
      </h2>
      <a href={href} className="flex min-h-11 items-center font-medium underline">
        {t("devices.review.link")}
      </a>
    </section>
  );
}

type OneSignInProps = { signIn: NewSignIn } & Pick<
  NewSignInsLineProps,
  "providerName" | "now" | "t"
>;

function OneSignIn({ signIn, providerName, now, t }: OneSignInProps) {
  const { kind, provider, userAgent, at } = signIn;
  const device = () => <ForeignText>{describeDevice(userAgent, t).name}</ForeignText>;
  const when = relativeTime(at, now, t);
  const ask = (words: ReactNode) => <span className="block">{words}</span>;
  if (kind !== "sign-in") return t.rich("devices.review.usedElsewhere", { device, when, ask });
  return t.rich("devices.review.signIn", {
    device,
    provider: providerName(provider ?? ""),
    when,
    ask,
  });
}

function countOf(signIns: NewSignIn[], t: Translator): string {
  const count = signIns.length;
  return signIns.every(({ kind }) => kind === "sign-in")
    ? t("devices.review.signIns", { count })
    : t("devices.review.signInsAndUses", { count });
}
