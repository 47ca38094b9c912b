import type { ReactNode } from "react";
import { describeDevice } from "@/components/account/device-name";
import { FormProblem } from "@/components/forms/form-problem";
import { ProviderForms } from "@/components/sign-in/provider-forms";
import { ForeignText } from "@/components/text/foreign-text";
import { ExactTime } from "@/components/text/moment";
import { relativeTime } from "@/components/text/relative-time";
import { buttonVariants } from "@/components/ui/button";
import type { OfferedProvider } from "@/lib/auth/providers/provider";
import type { DeviceWait } from "@/lib/db/device-wait";
import type { KnownDevice } from "@/lib/db/known-devices";
import type { Translator } from "@/lib/i18n/translator";

type DeviceWaitPromptProps = {
  wait: DeviceWait;
  /** The known device on which the user signed in last. */
  lastKnown: KnownDevice | null;
  /** Whether the user has other connected accounts, and none of them can confirm. */
  noneConfirms: boolean;
  /** Those with an account that can confirm the device. */
  providers: OfferedProvider[];
  /** The id of that account at a provider. */
  accountAt: (provider: string) => string;
  returnTo: string;
  /** Where "I’ve confirmed it" leads. */
  checkHref: string;
  /** Whether it was pressed, and the device isn't confirmed yet. */
  wasChecked: boolean;
  now: Date;
  startConfirm: (form: FormData) => Promise<void>;
  t: Translator;
};

/** Says why an unknown device has to wait, and what its user can do about it; for a panel. */
export function DeviceWaitPrompt(props: DeviceWaitPromptProps) {
  const { wait, noneConfirms, providers, accountAt, returnTo, now, startConfirm, t } = props;
  const { checkHref, wasChecked } = props;
  const canConfirm = providers.length > 0;
  const lastKnown = wait.isAsked ? props.lastKnown : null;
  const signedIn = wait.isAsked ? wait.knownDevice : null;
  const canAnswer = (signedIn ?? lastKnown) !== null;
  const yes = t("wait.answer.yes");
  return (
    <div className="flex w-full flex-col gap-4 text-sm">
      <p>{t("wait.why")}</p>
      {noneConfirms && <p>{t("wait.noneConfirms")}</p>}
      {canConfirm && (
        <Way title={t("wait.confirm.title")}>
          <p>{t("wait.confirm.text")}</p>
          <ProviderForms
            providers={providers}
            label={({ name }) => t("signIn.continueWith", { provider: name })}
            fields={({ id }) => ({ account: accountAt(id), returnTo })}
            action={startConfirm}
            t={t}
          />
        </Way>
      )}
      {canAnswer && (
        <Way title={t(canConfirm ? "wait.answer.orTitle" : "wait.answer.title")}>
          <p className="wrap-anywhere">
            {signedIn
              ? t.rich("wait.answer.signedIn", {
                  device: () => <DeviceName of={signedIn} t={t} />,
                  when: relativeTime(signedIn.lastSeenAt, now, t),
                  yes,
                })
              : lastKnown &&
                t.rich("wait.answer.signedOut", {
                  device: () => <DeviceName of={lastKnown} t={t} />,
                  when: relativeTime(lastKnown.at, now, t),
                  yes,
                })}
          </p>
          {wasChecked && <FormProblem>{t("wait.answer.notYet", { yes })}</FormProblem>}
          <a
            href={checkHref}
            className={buttonVariants({
              variant: canConfirm ? "secondary" : "primary",
              size: "compact",
            })}
          >
            {t("wait.answer.check")}
          </a>
        </Way>
      )}
      <Way title={t(canConfirm || canAnswer ? "wait.pass.orTitle" : "wait.pass.title")}>
        <p>{t.rich("wait.pass.until", { until: () => <ExactTime at={wait.until} t={t} /> })}</p>
      </Way>
    </div>
  );
}

type DeviceNameProps = { of: { userAgent: string | null }; t: Translator };

function DeviceName({ of: { userAgent }, t }: DeviceNameProps) {
  return <ForeignText>{describeDevice(userAgent, t).name}</ForeignText>;
}

function Way({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-3 border-line border-t pt-4">
      <h2 className="text-balance font-semibold">{title}</h2>
      {children}
    </div>
  );
}
