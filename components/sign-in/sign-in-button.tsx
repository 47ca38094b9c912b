import type { ReactNode } from "react";
import { PlainForm } from "@/components/forms/plain-form";
import { ProviderMark } from "@/components/sign-in/provider-mark";
import type { OfferedProvider } from "@/lib/auth/providers/provider";
import type { Translator } from "@/lib/i18n/translator";

type SignInButtonProps = {
  provider: OfferedProvider;
  /** Where to return to after the sign-in. */
  callbackUrl: string;
  /** Further hidden fields. */
  fields?: Record<string, string>;
  badge?: ReactNode;
  t: Translator;
};

/** Begins a sign-in with a provider. */
export function SignInButton({ provider, callbackUrl, fields, badge, t }: SignInButtonProps) {
  const { id, name, mark } = provider;
  return (
    <PlainForm
      action={`/api/auth/signin/${id}`}
      fields={{ callbackUrl, ...fields }}
      variant="provider"
      icon={<ProviderMark mark={mark} />}
      pendingText={t("signIn.opening", { provider: name })}
      badge={badge}
    >
      {t("signIn.continueWith", { provider: name })}
    </PlainForm>
  );
}
