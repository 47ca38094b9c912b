import { unstable_isUnrecognizedActionError } from "next/navigation";
import { OutdatedPage } from "@/components/page/outdated-page";
import { UnexpectedFailure } from "@/components/page/unexpected-failure";

/** Replaces a page that threw, or whose server action the running build doesn't know. */
export function Failure({ error, retry }: { error: unknown; retry: () => void }) {
  return unstable_isUnrecognizedActionError(error) ? (
    <OutdatedPage />
  ) : (
    <UnexpectedFailure error={error} retry={retry} />
  );
}
