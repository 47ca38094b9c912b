import { PageMessage } from "@/components/page/page-message";
import { SignInButton } from "@/components/sign-in/sign-in-button";
import type { OfferedProvider } from "@/lib/auth/providers/provider";
import type { LinkToken } from "@/lib/auth/sign-in/link-token";
import { siteName } from "@/lib/brand";

type SignInCardProps = {
  providers: OfferedProvider[];
  lastProvider: string | null;
  callbackUrl: string;
  /** The operator's link that led here. */
  link?: LinkToken | null;
};

const ordinaryWords = {
  title: `Sign in to ${siteName}`,
  text: "Use an account you already have. There is no new password to remember.",
};

/** What the card says instead of its heading when a link led to it. */
const linkWords = {
  invitation: {
    title: "You’re invited",
    text: "Choose how you want to sign in. There’s no new password to remember.",
  },
  recovery: {
    title: "Recover your account",
    // Someone could send a link for an account of theirs, to share it with whoever opens it.
    text: "Choose an account that you can still sign in with. We’ll connect it to your account here. If you didn’t ask for this link, close this page.",
  },
};

/** Offers every configured provider, each in its own form. */
export function SignInCard(props: SignInCardProps) {
  const { providers, lastProvider, callbackUrl, link } = props;
  if (providers.length === 0) return <NoProviders />;
  return (
    <>
      <PageMessage {...(link ? linkWords[link.kind] : ordinaryWords)} />
      <div className="flex flex-col gap-3">
        {providers.map((provider) => (
          <SignInButton
            key={provider.id}
            provider={provider}
            callbackUrl={callbackUrl}
            {...(link && { fields: { [link.kind]: link.token } })}
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
