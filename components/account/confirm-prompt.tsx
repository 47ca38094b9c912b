import { ProviderForms } from "@/components/sign-in/provider-forms";
import { ForeignText } from "@/components/text/foreign-text";
import type { InterruptedPurpose } from "@/lib/account/interrupted-purpose";
import type { OfferedProvider } from "@/lib/auth/providers/provider";
import type { Translator } from "@/lib/i18n/translator";

type ConfirmPromptProps = {
  username: string;
  /** The user's own providers that are still configured. */
  providers: OfferedProvider[];
  returnTo: string;
  /** What the user was about to do. */
  purpose: InterruptedPurpose;
  /** The provider that the user was about to connect, and goes on to. */
  connects: string | null;
  startConfirm: (form: FormData) => Promise<void>;
  t: Translator;
};

/** Asks a user whose session isn't fresh to reauthenticate; for a panel. */
export function ConfirmPrompt(props: ConfirmPromptProps) {
  const { username, providers, returnTo, purpose, connects, startConfirm, t } = props;
  return (
    <div className="flex w-full flex-col gap-4">
      <p className="text-sm">
        {connects ? t("confirm.to.connect", { provider: connects }) : t(`confirm.to.${purpose}`)}
      </p>
      {providers.length > 0 ? (
        <ProviderForms
          providers={providers}
          label={({ name }) => t("signIn.continueWith", { provider: name })}
          fields={{ returnTo }}
          action={startConfirm}
          t={t}
        />
      ) : (
        <p className="font-medium">{t("confirm.noProvider")}</p>
      )}
      {/* The browser itself submits it, as it does a `PlainForm`. */}
      <form
        action="/api/auth/signout"
        method="post"
        data-press-once
        className="text-muted text-sm wrap-anywhere"
      >
        {t.rich("confirm.notYou", {
          username: () => (
            <strong>
              <ForeignText>{username}</ForeignText>
            </strong>
          ),
          signOut: (words) => (
            <button type="submit" className="underline">
              {words}
            </button>
          ),
        })}
      </form>
    </div>
  );
}
