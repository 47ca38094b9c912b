import { Archway } from "@/components/page/archway";
import { useFailedPageWords } from "@/components/page/failed-page-words";
import { PageMessage } from "@/components/page/page-message";
import { buttonVariants } from "@/components/ui/button";
import { siteName } from "@/lib/brand";

/** Shown when a page of an older build submits a form whose action is gone. Same words as `outdatedForm`. */
export function OutdatedPage() {
  const { outdated, openAgain } = useFailedPageWords();
  return (
    <Archway door="closed">
      <title>{`${outdated.title} · ${siteName}`}</title>
      <PageMessage {...outdated} />
      <button
        type="button"
        onClick={() => window.location.reload()}
        className={buttonVariants({ variant: "primary" })}
      >
        {openAgain}
      </button>
    </Archway>
  );
}
