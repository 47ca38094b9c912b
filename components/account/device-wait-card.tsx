import type { ReactNode } from "react";
import { describeDevice } from "@/components/account/device-name";
import { ProviderForms } from "@/components/sign-in/provider-forms";
import { ForeignText } from "@/components/text/foreign-text";
import { ExactTime } from "@/components/text/moment";
import { relativeTime } from "@/components/text/relative-time";
import type { OfferedProvider } from "@/lib/auth/providers/provider";
import type { DeviceWait } from "@/lib/db/device-wait";
import type { KnownDevice } from "@/lib/db/known-devices";
import type { Translator } from "@/lib/i18n/translator";

type DeviceWaitCardProps = {
  wait: DeviceWait;
  /** The known device on which the user signed in last. */
  lastKnown: KnownDevice | null;
  /** Whether the user has more than one connected account, able to confirm or not. */
  hasOtherAccounts: boolean;
  /** Those with an account that can confirm the device. */
  providers: OfferedProvider[];
  /** The id of that account at a provider. */
  accountAt: (provider: string) => string;
  returnTo: string;
  now: Date;
  startConfirm: (form: FormData) => Promise<void>;
  t: Translator;
};

/** Says why an unknown device has to wait, and what its user can do about it. */
export function DeviceWaitCard(props: DeviceWaitCardProps) {
  const { wait, lastKnown, hasOtherAccounts, providers, accountAt, returnTo, now } = props;
  const { startConfirm, t } = props;
  const canAnswer = wait.isAsked && (wait.knownDevice ?? lastKnown) !== null;
  return (
    <div className="flex flex-col gap-5 rounded-xl border border-line bg-raised p-5">
      <p>
        You signed in on this device {relativeTime(wait.signedInAt, now)}, and it’s new to your
        account. For now it can’t connect or disconnect accounts, change your address, download your
        data or delete your account. That protects you if someone gets into one of your connected
        accounts.
      </p>
      {providers.length > 0 && (
        <Way title="Confirm with another connected account">
          <p>Not the one that you signed in with here. You’ll come right back to this page.</p>
          <ProviderForms
            providers={providers}
            label={({ name }) => `Continue with ${name}`}
            fields={({ id }) => ({ account: accountAt(id), returnTo })}
            action={startConfirm}
            t={t}
          />
        </Way>
      )}
      {canAnswer && (
        <Way title={or(providers.length > 0, "Say that it was you on a device you used before")}>
          <p className="wrap-anywhere">
            {wait.knownDevice ? (
              <>
                You’re signed in on <DeviceName of={wait.knownDevice} />, active{" "}
                {relativeTime(wait.knownDevice.lastSeenAt, now)}. Open this site there
              </>
            ) : (
              lastKnown && (
                <>
                  You last signed in on <DeviceName of={lastKnown} />,{" "}
                  {relativeTime(lastKnown.at, now)}. Sign in there
                </>
              )
            )}{" "}
            and choose “Yes, it was me”. Then reload this page.
          </p>
        </Way>
      )}
      <Way title={or(providers.length > 0 || canAnswer, "Wait")}>
        {providers.length === 0 && <p>{hasOtherAccounts ? noneConfirms : noOtherAccount}</p>}
        <p>
          This device can do all of that from <ExactTime at={wait.until} />, if you stay signed in
          on it until then.
        </p>
      </Way>
    </div>
  );
}

const noOtherAccount = "You have no other connected account that could confirm that it’s you.";
const noneConfirms = "None of your other connected accounts can confirm that it’s you right now.";

/** The title of a way that isn't the only one so far. */
function or(hasOthers: boolean, title: string): string {
  return hasOthers ? `Or ${title.charAt(0).toLowerCase()}${title.slice(1)}` : title;
}

function DeviceName({ of: { userAgent } }: { of: { userAgent: string | null } }) {
  return <ForeignText>{describeDevice(userAgent).name}</ForeignText>;
}

function Way({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-2">
      <p className="font-medium">{title}</p>
      {children}
    </div>
  );
}
