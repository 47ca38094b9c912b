import type { ReactNode } from "react";
import { describeDevice } from "@/components/account/device-name";
import { ForeignText } from "@/components/text/foreign-text";
import { relativeTime } from "@/components/text/relative-time";
import { Icon } from "@/components/ui/icon";
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

/** Lucide's "shield-alert". */
function ShieldIcon() {
  return (
    <Icon className="size-5 text-lamp">
      <path d="M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1z" />
      <path d="M12 8v4" />
      <path d="M12 16h.01" />
    </Icon>
  );
}
