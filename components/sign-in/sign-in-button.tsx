import type { ReactNode } from "react";
import { ProviderMark } from "@/components/sign-in/provider-mark";
import { buttonVariants } from "@/components/ui/button";
import type { OfferedProvider } from "@/lib/auth/providers/provider";

type SignInButtonProps = {
  provider: OfferedProvider;
  /** Where to return to after the sign-in. */
  callbackUrl: string;
  /** Beside the label. */
  children?: ReactNode;
};

/** A plain form that begins a sign-in: the browser follows the redirects, with or without JavaScript. */
export function SignInButton({ provider, callbackUrl, children }: SignInButtonProps) {
  const { id, name, mark } = provider;
  return (
    <form action={`/api/auth/signin/${id}`} method="post" className="flex flex-col">
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <button type="submit" className={buttonVariants({ variant: "provider" })}>
        <ProviderMark mark={mark} />
        <span className="min-w-0 text-balance wrap-anywhere">Continue with {name}</span>
        {children}
      </button>
    </form>
  );
}
