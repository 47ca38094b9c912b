import { SubmitButton } from "@/components/forms/submit-button";
import { SubmitScope } from "@/components/forms/submit-scope";
import { ProviderMark } from "@/components/sign-in/provider-mark";
import type { OfferedProvider } from "@/lib/auth/providers/provider";
import type { Translator } from "@/lib/i18n/translator";

type ProviderFormsProps = {
  providers: OfferedProvider[];
  label: (provider: OfferedProvider) => string;
  /** Hidden fields beside `provider`. */
  fields?: Record<string, string> | ((provider: OfferedProvider) => Record<string, string>);
  action: (form: FormData) => Promise<void>;
  t: Translator;
};

/** A form for each provider. Only one of them can be submitted at a time. */
export function ProviderForms({ providers, label, fields = {}, action, t }: ProviderFormsProps) {
  return (
    <SubmitScope>
      <div className="flex max-w-sm flex-col gap-3">
        {providers.map((provider) => (
          <form key={provider.id} action={action}>
            <input type="hidden" name="provider" value={provider.id} />
            {Object.entries(typeof fields === "function" ? fields(provider) : fields).map(
              ([field, value]) => (
                <input key={field} type="hidden" name={field} value={value} />
              ),
            )}
            <SubmitButton
              variant="provider"
              icon={<ProviderMark mark={provider.mark} />}
              pendingText={t("signIn.opening", { provider: provider.name })}
            >
              {label(provider)}
            </SubmitButton>
          </form>
        ))}
      </div>
    </SubmitScope>
  );
}
