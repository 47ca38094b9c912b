import { buttonVariants } from "@/components/ui/button";

type RecoveryNoticeProps = {
  returnTo: string;
  stopRecovery: (form: FormData) => Promise<void>;
};

/** Reports that an operator made a link that recovers the user's account, until it is used or expires. */
export function RecoveryNotice({ returnTo, stopRecovery }: RecoveryNoticeProps) {
  return (
    <div
      role="status"
      className="flex flex-col gap-3 rounded-xl border border-lamp bg-raised px-4 py-3.5 text-sm"
    >
      <p>
        <strong>Someone asked to recover your account.</strong> The people who run this site made a
        link for them. Whoever opens it within 24 hours can connect another account and sign in as
        you. If you didn’t ask for this, stop it.
      </p>
      <form action={stopRecovery}>
        <input type="hidden" name="returnTo" value={returnTo} />
        <button type="submit" className={buttonVariants({ variant: "primary", size: "compact" })}>
          Stop it
          <span className="sr-only">: the recovery of your account</span>
        </button>
      </form>
    </div>
  );
}
