import { CopyButton } from "@/components/copy/copy-button";
import { PlainForm } from "@/components/forms/plain-form";
import { PageMessage } from "@/components/page/page-message";
import { Section } from "@/components/section";
import { SignInButton } from "@/components/sign-in/sign-in-button";
import type { OfferedProvider } from "@/lib/auth/providers/provider";
import type { EmbeddedBrowser } from "@/lib/http/embedded-browser";
import type { Translator } from "@/lib/i18n/translator";

type OpenBrowserCardProps = {
  provider: Pick<OfferedProvider, "id" | "name">;
  browser: EmbeddedBrowser;
  /** The address to open in another browser. */
  address: string;
  /** The providers that open in this one. */
  others: OfferedProvider[];
  /** Hidden fields of every form: where to return to, and the operator's link. */
  fields: Record<string, string> & { callbackUrl: string };
  t: Translator;
};

/** Says which browser to open, and what else works in this one. */
export function OpenBrowserCard(props: OpenBrowserCardProps) {
  const { provider, browser, address, others, fields, t } = props;
  // What a message selects by: "none" has words of its own.
  const names = { app: browser.app ?? "none", instead: browser.instead ?? "none" };
  const { callbackUrl, ...more } = fields;
  return (
    <>
      <PageMessage
        title={t("openBrowser.title", { ...names, provider: provider.name })}
        text={t("openBrowser.text", { ...names, provider: provider.name })}
      />
      <div className="flex flex-col gap-3">
        <code className="select-all break-all rounded-lg border border-line bg-raised px-3 py-2.5 font-mono text-sm">
          {address}
        </code>
        <CopyButton
          text={address}
          label={t("openBrowser.copy")}
          words={{ copy: t("openBrowser.copy"), copied: t("openBrowser.copied") }}
          variant="primary"
          size="full"
        />
        <p className="text-balance text-center text-muted text-sm">
          {t("openBrowser.menu", names)}
        </p>
      </div>
      {others.length > 0 && (
        <Section title={t("openBrowser.continueHere")}>
          <div className="flex flex-col gap-3">
            {others.map((each) => (
              <SignInButton
                key={each.id}
                provider={each}
                callbackUrl={callbackUrl}
                fields={more}
                t={t}
              />
            ))}
          </div>
        </Section>
      )}
      <Section title={t("openBrowser.notInApp")} divided={false}>
        <div className="mx-auto">
          <PlainForm
            action={`/api/auth/signin/${provider.id}`}
            fields={{ ...fields, tryAnyway: "true" }}
            size="compact"
            icon={null}
            pendingText={t("signIn.opening", { provider: provider.name })}
          >
            {t("openBrowser.tryAnyway", { provider: provider.name })}
          </PlainForm>
        </div>
      </Section>
    </>
  );
}
