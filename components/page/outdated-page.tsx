import { Archway } from "@/components/page/archway";
import { PageMessage } from "@/components/page/page-message";
import { buttonVariants } from "@/components/ui/button";
import { siteName } from "@/lib/brand";

/** Shown when a page of an older build submits a form whose action is gone. Same texts as `outdatedForm`. */
export function OutdatedPage() {
  return (
    <Archway door="closed">
      <title>{`That page was from an older version · ${siteName}`}</title>
      <PageMessage
        title="That page was from an older version"
        text="This site was updated after you opened the page, so its form no longer works. Nothing was changed."
        next="Open the page again and try once more."
      />
      <button
        type="button"
        onClick={() => window.location.reload()}
        className={buttonVariants({ variant: "primary" })}
      >
        Open the page again
      </button>
    </Archway>
  );
}
