import type { ReactNode } from "react";
import { PlainForm } from "@/components/forms/plain-form";
import { ProviderMark } from "@/components/sign-in/provider-mark";
import type { OfferedProvider } from "@/lib/auth/providers/provider";

type SignInButtonProps = {
  provider: OfferedProvider;
  /** Where to return to after the sign-in. */
  callbackUrl: string;
  /** Further hidden fields. */
  fields?: Record<string, string>;
  badge?: ReactNode;
};

/** Begins a sign-in with a provider. */
export function SignInButton({ provider, callbackUrl, fields, badge }: SignInButtonProps) {
  const { id, name, mark } = provider;
  return (
    <PlainForm
      action={`/api/auth/signin/${id}`}
      fields={{ callbackUrl, ...fields }}
      variant="provider"
      icon={<ProviderMark mark={mark} />}
      pendingText={`Opening ${name}`}
      badge={badge}
    >
      Continue with {name}
    </PlainForm>
  );
}
