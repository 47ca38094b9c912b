import { unstable_isUnrecognizedActionError } from "next/navigation";
import { OutdatedPage } from "@/components/page/outdated-page";
import { UnexpectedFailure } from "@/components/page/unexpected-failure";

/** What stands in place of a page on which something was thrown. */
export function Failure({ error, retry }: { error: unknown; retry: () => void }) {
  return unstable_isUnrecognizedActionError(error) ? (
    <OutdatedPage />
  ) : (
    <UnexpectedFailure error={error} retry={retry} />
  );
}
