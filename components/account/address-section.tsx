import { SubmitButton } from "@/components/forms/submit-button";
import { Section } from "@/components/section";
import { ForeignText } from "@/components/text/foreign-text";
import { buttonVariants } from "@/components/ui/button";
import type { Connection } from "@/lib/db/accounts";

type AddressSectionProps = {
  email: string | null;
  /** The user's address while it is not confirmed as theirs: another user has it. */
  unconfirmedEmail: string | null;
  connections: Connection[];
  providerName: (id: string) => string;
  changeAddress: (form: FormData) => Promise<void>;
  /** The page that says why this device has to wait; null if it doesn't. */
  waitHref: string | null;
};

/** The user's address, the providers that verified it, and the addresses that could replace it. */
export function AddressSection(props: AddressSectionProps) {
  const { email, unconfirmedEmail, connections, providerName, changeAddress, waitHref } = props;
  const confirmed = connections.filter(({ emailConfirmed }) => emailConfirmed);
  const matching = confirmed.filter((connection) => connection.email === email);
  const others = confirmed.filter((connection) => !matching.includes(connection));
  const names = [...new Set(matching.map(({ provider }) => providerName(provider)))];
  return (
    <Section title="Email address">
      <p className="wrap-anywhere">
        <ForeignText>{email ?? unconfirmedEmail ?? ""}</ForeignText>
        <span className="block text-muted text-sm">
          {email ? verifiedBy(names) : noLongerConfirmed}
        </span>
      </p>
      {others.map((connection) => (
        <OtherAddress
          key={connection.id}
          connection={connection}
          provider={providerName(connection.provider)}
          changeAddress={changeAddress}
          waitHref={waitHref}
        />
      ))}
    </Section>
  );
}

type OtherAddressProps = Pick<AddressSectionProps, "changeAddress" | "waitHref"> & {
  connection: Connection;
  provider: string;
};

const rowClass =
  "flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line bg-raised px-4 py-3.5 text-sm";

/** An address that could replace the user's, if it was confirmed not too long ago. */
function OtherAddress(props: OtherAddressProps) {
  const { connection, provider, changeAddress, waitHref } = props;
  const { id, email, isRecent } = connection;
  const text = (
    <p className="min-w-0 flex-1 basis-60 wrap-anywhere">
      Your address at {provider} is <ForeignText>{email}</ForeignText>.
      {!isRecent && (
        <span className="block text-muted">
          It was confirmed too long ago. To use it, sign in with {provider} again.
        </span>
      )}
    </p>
  );
  if (!isRecent) return <div className={rowClass}>{text}</div>;
  const label = (
    <>
      Use this address
      <span className="sr-only">: {email}</span>
    </>
  );
  return (
    <form action={changeAddress} className={rowClass}>
      <input type="hidden" name="account" value={id} />
      {text}
      {waitHref ? (
        <a href={waitHref} className={buttonVariants({ size: "compact" })}>
          {label}
        </a>
      ) : (
        <SubmitButton size="compact" pendingText="Changing your address">
          {label}
        </SubmitButton>
      )}
    </form>
  );
}

const listFormat = new Intl.ListFormat("en", { type: "conjunction" });

function verifiedBy(names: string[]): string {
  return names.length > 0
    ? `Verified by ${listFormat.format(names)}.`
    : "None of your connected accounts uses this address anymore.";
}

const noLongerConfirmed =
  "No longer confirmed as yours: another account here has proved that it has this address. To replace it, connect an account with another address.";
