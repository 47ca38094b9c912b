import { cleanForeignText } from "@/components/text/clean-foreign-text";

/**
 * Text from outside the app: a name, an address, a provider's message. `<bdi>` keeps it from reordering
 * the text around it; without bidirectional controls it can't show itself backwards.
 */
export function ForeignText({ children }: { children: string }) {
  const text = cleanForeignText(children);
  const { local, domain } = emailAddress.exec(text)?.groups ?? {};
  if (!domain) return <bdi>{text}</bdi>;
  // A long address breaks after the @ and not inside "example".
  return (
    <bdi>
      {local}
      <wbr />
      {domain}
    </bdi>
  );
}

const emailAddress = /^(?<local>[^\s@]+@)(?<domain>[^\s@]+)$/;
