import { Panel } from "@/components/account/panel";
import { SubmitButton } from "@/components/forms/submit-button";
import { ForeignText } from "@/components/text/foreign-text";
import { linkTo } from "@/components/text/link-to";
import { listNames } from "@/components/text/list-names";
import { screenReaderOnly } from "@/components/text/screen-reader-only";
import { buttonVariants } from "@/components/ui/button";
import type { Connection } from "@/lib/db/accounts";
import type { Translator } from "@/lib/i18n/translator";

type AddressSectionProps = {
  email: string | null;
  /** The user's address while it is not confirmed as theirs: another user has it. */
  unconfirmedEmail: string | null;
  connections: Connection[];
  providerName: (id: string) => string;
  changeAddress: (form: FormData) => Promise<void>;
  /** The page that says why this device has to wait; null if it doesn't. */
  waitHref: string | null;
  t: Translator;
};

/** The user's address, the providers that verified it, and the addresses that could replace it. */
export function AddressSection(props: AddressSectionProps) {
  const { email, unconfirmedEmail, connections, providerName, changeAddress, waitHref, t } = props;
  const confirmed = connections.filter(({ emailConfirmed }) => emailConfirmed);
  const matching = confirmed.filter((connection) => connection.email === email);
  const others = confirmed.filter((connection) => !matching.includes(connection));
  const names = [...new Set(matching.map(({ provider }) => providerName(provider)))];
  return (
    <Panel title={t("profile.address.title")}>
      <p className="wrap-anywhere">
        <ForeignText>{email ?? unconfirmedEmail ?? ""}</ForeignText>
        <span className="block text-muted text-sm">
          {email ? verifiedBy(names, t) : t("profile.address.unconfirmed")}
        </span>
      </p>
      {email && others.length === 0 && (
        <p className="text-muted text-sm">
          {waitHref
            ? t.rich("profile.address.changeLater", linkTo(waitHref))
            : t.rich("profile.address.change", linkTo("/account/connections"))}
        </p>
      )}
      {others.map((connection) => (
        <OtherAddress
          key={connection.id}
          connection={connection}
          provider={providerName(connection.provider)}
          changeAddress={changeAddress}
          waitHref={waitHref}
          t={t}
        />
      ))}
    </Panel>
  );
}

type OtherAddressProps = Pick<AddressSectionProps, "changeAddress" | "waitHref" | "t"> & {
  connection: Connection;
  provider: string;
};

const rowClass =
  "flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line bg-raised px-4 py-3.5 text-sm";

/** An address that could replace the user's, if it was confirmed not too long ago. */
function OtherAddress(props: OtherAddressProps) {
  const { connection, provider, changeAddress, waitHref, t } = props;
  const { id, email, isRecent } = connection;
  const text = (
    <p className="min-w-0 flex-1 basis-60 wrap-anywhere">
      {t.rich("profile.address.other", {
        provider,
        address: () => (
          <span className="inline-block max-w-full">
            <ForeignText>{email}</ForeignText>
          </span>
        ),
      })}
      {!isRecent && (
        <span className="block text-muted">{t("profile.address.outdated", { provider })}</span>
      )}
    </p>
  );
  if (!isRecent) return <div className={rowClass}>{text}</div>;
  const label = t.rich("profile.address.use", { address: email, more: screenReaderOnly });
  return (
    <form action={changeAddress} className={rowClass}>
      <input type="hidden" name="account" value={id} />
      {text}
      {waitHref ? (
        <a href={waitHref} className={buttonVariants({ size: "compact" })}>
          {label}
        </a>
      ) : (
        <SubmitButton size="compact" pendingText={t("profile.address.changing")}>
          {label}
        </SubmitButton>
      )}
    </form>
  );
}

function verifiedBy(names: string[], t: Translator): string {
  return names.length > 0
    ? t("profile.address.verifiedBy", { providers: listNames("and", names, t) })
    : t("profile.address.unused");
}
