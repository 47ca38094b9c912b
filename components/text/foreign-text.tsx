import { withoutControls } from "@/components/text/without-controls";

/**
 * Text from outside the app: a name, an address, a provider's message. `<bdi>` keeps it from reordering
 * the text around it; without bidirectional controls it can't show itself backwards.
 */
export function ForeignText({ children }: { children: string }) {
  return <bdi>{withoutControls(children)}</bdi>;
}
