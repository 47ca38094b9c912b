import { describeDevice } from "@/components/account/device-name";
import { ShieldLine } from "@/components/account/shield-line";
import { Facts } from "@/components/text/facts";
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

/** Asks about all sign-ins and uses elsewhere that the user hasn't answered for, and leads to Devices. */
export function NewSignInsLine({ signIns, providerName, href, now, t }: NewSignInsLineProps) {
  const [first, ...others] = signIns;
  return (
    <section aria-labelledby="new-sign-ins">
      <ShieldLine href={href} action={t("devices.review.link")}>
        <h2 id="new-sign-ins" className="font-medium">
          {others.length === 0 ? questionOf(first, t) : countOf(signIns, t)}
        </h2>
        {others.length === 0 && (
          <SignInFacts signIn={first} providerName={providerName} now={now} t={t} />
        )}
      </ShieldLine>
    </section>
  );
}

function questionOf({ kind }: NewSignIn, t: Translator): string {
  return t(kind === "sign-in" ? "devices.review.signIn" : "devices.review.usedElsewhere");
}

type SignInFactsProps = { signIn: NewSignIn } & Pick<
  NewSignInsLineProps,
  "providerName" | "now" | "t"
>;

function SignInFacts({ signIn, providerName, now, t }: SignInFactsProps) {
  const { kind, provider, userAgent, at } = signIn;
  return (
    <Facts>
      <ForeignText key="device">{describeDevice(userAgent, t).name}</ForeignText>
      {kind === "sign-in" && <span key="provider">{providerName(provider ?? "")}</span>}
      <span key="at">{relativeTime(at, now, t)}</span>
    </Facts>
  );
}

function countOf(signIns: NewSignIn[], t: Translator): string {
  const count = signIns.length;
  return signIns.every(({ kind }) => kind === "sign-in")
    ? t("devices.review.signIns", { count })
    : t("devices.review.signInsAndUses", { count });
}
