import { undoDisconnect } from "@/app/(foyer)/account/connections/undo-disconnect";
import { SubmitButton } from "@/components/forms/submit-button";
import { screenReaderOnly } from "@/components/text/screen-reader-only";
import { providerName } from "@/lib/auth/providers/registry";
import { readFlashMessage } from "@/lib/flash/flash";
import { pageTranslator } from "@/lib/i18n/page-locale";

/** Offers to undo a disconnection, in the message that says that it was done. */
export async function UndoDisconnectForm() {
  const message = await readFlashMessage();
  if (message?.kind !== "disconnected" || !message.undo || !message.provider) return null;
  const provider = providerName(message.provider);
  const t = await pageTranslator();
  return (
    <form action={undoDisconnect} className="max-sm:ps-7.5">
      <input type="hidden" name="undo" value={message.undo} />
      <SubmitButton size="compact" pendingText={t("connections.undo.connecting")}>
        {t.rich("connections.undo.undo", { provider, more: screenReaderOnly })}
      </SubmitButton>
    </form>
  );
}
