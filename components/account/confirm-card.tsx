import { ProviderForms } from "@/components/sign-in/provider-forms";
import type { OfferedProvider } from "@/lib/auth/providers/provider";

type ConfirmCardProps = {
  /** The visitor's own, as far as they are still offered. */
  providers: OfferedProvider[];
  returnTo: string;
  startConfirm: (form: FormData) => Promise<void>;
};

/** Asks a visitor whose sign-in is a while ago to show that it is still them. */
export function ConfirmCard({ providers, returnTo, startConfirm }: ConfirmCardProps) {
  return (
    <div className="flex flex-col gap-4 rounded-xl border border-line bg-raised p-5">
      <p>
        Your sign-in is more than five minutes old, and this needs to be you. Continue with a
        connected account; you come right back here.
      </p>
      {providers.length > 0 ? (
        <ProviderForms
          providers={providers}
          label={({ name }) => `Continue with ${name}`}
          fields={{ returnTo }}
          action={startConfirm}
        />
      ) : (
        <p className="font-medium">
          None of your connected accounts can be used here at the moment. Ask whoever runs this
          site.
        </p>
      )}
    </div>
  );
}
