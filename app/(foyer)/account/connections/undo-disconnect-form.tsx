import { undoDisconnect } from "@/app/(foyer)/account/connections/undo-disconnect";
import { SubmitButton } from "@/components/forms/submit-button";
import { providerName } from "@/lib/auth/providers/registry";
import { readFlashMessage } from "@/lib/flash/flash";

/** Offers to undo a disconnection, below the message that says that it was done. */
export async function UndoDisconnectForm() {
  const message = await readFlashMessage();
  if (message?.kind !== "disconnected" || !message.undo || !message.provider) return null;
  return (
    <form action={undoDisconnect} className="flex flex-wrap items-center gap-3">
      <p className="text-muted text-sm">Changed your mind?</p>
      <input type="hidden" name="undo" value={message.undo} />
      <SubmitButton size="compact" pendingText="Connecting it again">
        Undo<span className="sr-only"> – connect {providerName(message.provider)} again</span>
      </SubmitButton>
    </form>
  );
}
