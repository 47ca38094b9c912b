import { PageMessage } from "@/components/page/page-message";
import { SignInButton } from "@/components/sign-in/sign-in-button";
import type { OfferedProvider } from "@/lib/auth/providers/provider";

type SignInCardProps = {
  heading: string;
  providers: OfferedProvider[];
  lastProvider: string | null;
  callbackUrl: string;
};

/** Offers every configured provider, each in its own form. */
export function SignInCard(props: SignInCardProps) {
  const { heading, providers, lastProvider, callbackUrl } = props;
  if (providers.length === 0) return <NoProviders />;
  return (
    <>
      <PageMessage
        title={heading}
        text="Use an account you already have. There is no new password to remember."
      />
      <div className="flex flex-col gap-3">
        {providers.map((provider) => (
          <SignInButton
            key={provider.id}
            provider={provider}
            callbackUrl={callbackUrl}
            badge={provider.id === lastProvider && <LastUsed />}
          />
        ))}
      </div>
      <p className="text-balance text-center text-muted text-sm">
        We ask for your name, picture and <span className="whitespace-nowrap">e-mail</span> address,
        and never see your password.
      </p>
    </>
  );
}

function LastUsed() {
  return (
    <span className="-top-[0.8em] absolute end-3 rounded-full border border-line bg-surface px-2 font-sans text-muted text-xs leading-5">
      Last used
    </span>
  );
}

function NoProviders() {
  return (
    <>
      <PageMessage
        title="Sign-in is not set up yet"
        text="You can sign in here once the people who run this site have set up a provider."
      />
      <p className="rounded-xl border border-line bg-raised px-4 py-3.5 text-sm">
        If that’s you, set <code className="font-mono">AUTH_GOOGLE_ID</code> and{" "}
        <code className="font-mono">AUTH_GOOGLE_SECRET</code>, or the variables of another provider
        (<code className="font-mono">docs/providers.md</code> lists them), then restart the app.
      </p>
    </>
  );
}
