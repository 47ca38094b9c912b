import { Archway } from "@/components/page/archway";
import { useFailedPageWords } from "@/components/page/failed-page-words";
import { PageMessage } from "@/components/page/page-message";
import { Reference } from "@/components/text/reference";
import { buttonVariants } from "@/components/ui/button";
import { siteName } from "@/lib/brand";

/** The content of both error pages. Never shows the error's own message, which may hold secrets. */
export function UnexpectedFailure({ error, retry }: { error: unknown; retry: () => void }) {
  const { unexpected, tryAgain, goHome, reference } = useFailedPageWords();
  return (
    <Archway door="closed">
      <title>{`${unexpected.title} · ${siteName}`}</title>
      <PageMessage {...unexpected} />
      <div className="flex flex-col gap-3">
        <button type="button" onClick={retry} className={buttonVariants({ variant: "primary" })}>
          {tryAgain}
        </button>
        <a href="/" className={buttonVariants()}>
          {goHome}
        </a>
      </div>
      <Reference
        label={reference}
        value={digestOf(error)}
        className="text-center text-muted text-sm"
      />
    </Archway>
  );
}

function digestOf(error: unknown): string | undefined {
  const digest = error instanceof Error && "digest" in error ? error.digest : undefined;
  return typeof digest === "string" ? digest : undefined;
}
