import { Archway } from "@/components/page/archway";
import { PageMessage } from "@/components/page/page-message";
import { Reference } from "@/components/text/reference";
import { buttonVariants } from "@/components/ui/button";
import { siteName } from "@/lib/brand";

/** The content of both error pages. Never shows the error's own message, which may hold secrets. */
export function UnexpectedFailure({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <Archway door="closed">
      <title>{`Something went wrong · ${siteName}`}</title>
      <PageMessage
        title="Something went wrong"
        text="The page could not be shown, and the fault is ours. Try again. If you were changing something, check whether it was saved."
      />
      <div className="flex flex-col gap-3">
        <button type="button" onClick={retry} className={buttonVariants({ variant: "primary" })}>
          Try again
        </button>
        <a href="/" className={buttonVariants()}>
          Go to the home page
        </a>
      </div>
      <Reference value={digestOf(error)} className="text-center text-muted text-sm" />
    </Archway>
  );
}

function digestOf(error: unknown): string | undefined {
  const digest = error instanceof Error && "digest" in error ? error.digest : undefined;
  return typeof digest === "string" ? digest : undefined;
}
