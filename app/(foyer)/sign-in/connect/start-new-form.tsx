import { startNew } from "@/app/(foyer)/sign-in/connect/start-new";
import { SubmitButton } from "@/components/forms/submit-button";
import type { Translator } from "@/lib/i18n/translator";

/** Starts a new account with the account that the visitor has signed in with. */
export function StartNewForm({ t }: { t: Translator }) {
  return (
    <form action={startNew} className="mx-auto">
      <SubmitButton size="compact" pendingText={t("connect.newAccount.starting")}>
        {t("connect.newAccount.start")}
      </SubmitButton>
    </form>
  );
}
