import { PageMessage } from "@/components/page/page-message";
import { SignInButton } from "@/components/sign-in/sign-in-button";
import type { OfferedProvider } from "@/lib/auth/providers/provider";
import type { LinkToken } from "@/lib/auth/sign-in/link-token";
import { siteName } from "@/lib/brand";
import type { Translator } from "@/lib/i18n/translator";

type SignInCardProps = {
  providers: OfferedProvider[];
  lastProvider: string | null;
  callbackUrl: string;
  /** The operator's link that led here. */
  link?: LinkToken | null;
  t: Translator;
};

/** Offers every configured provider, each in its own form. */
export function SignInCard(props: SignInCardProps) {
  const { providers, lastProvider, callbackUrl, link, t } = props;
  if (providers.length === 0) return <NoProviders t={t} />;
  return (
    <>
      <PageMessage {...heading(link, t)} />
      <div className="flex flex-col gap-4">
        {providers.map((provider) => (
          <SignInButton
            key={provider.id}
            provider={provider}
            callbackUrl={callbackUrl}
            t={t}
            {...(link && { fields: { [link.kind]: link.token } })}
            badge={provider.id === lastProvider && <LastUsed t={t} />}
          />
        ))}
      </div>
      {/* An attacker could send a link for their own account, to have the visitor's connected to it. */}
      {link?.kind === "recovery" && (
        <p className="text-balance text-center text-sm">{t("signIn.recovery.warning")}</p>
      )}
      <p className="text-balance text-center text-muted text-sm">{t("signIn.whatWeAsk")}</p>
    </>
  );
}

/** What the card says above its buttons. */
function heading(link: LinkToken | null | undefined, t: Translator) {
  switch (link?.kind) {
    case "invitation":
      return {
        title: t("signIn.invitation.title", { site: siteName }),
        text: t("signIn.invitation.text"),
      };
    case "recovery":
      return { title: t("signIn.recovery.title"), text: t("signIn.recovery.text") };
    default:
      return { title: t("signIn.title", { site: siteName }), text: t("signIn.text") };
  }
}

function LastUsed({ t }: { t: Translator }) {
  return (
    <span className="-top-3 absolute end-3 rounded-full border border-line bg-surface px-2 font-sans text-muted text-xs leading-5">
      {t("signIn.lastUsed")}
    </span>
  );
}

function NoProviders({ t }: { t: Translator }) {
  return (
    <>
      <PageMessage title={t("signIn.notSetUp.title")} text={t("signIn.notSetUp.text")} />
      <p className="rounded-xl border border-line bg-raised px-4 py-3.5 text-sm">
        {t.rich("signIn.notSetUp.how", {
          code: (words) => <code className="font-mono">{words}</code>,
        })}
      </p>
    </>
  );
}
