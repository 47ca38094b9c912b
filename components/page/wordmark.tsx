import { Mark } from "@/components/page/mark";
import { siteName } from "@/lib/brand";

/** The site's mark above its name, linked to the home page; on a low screen they are in one row. */
export function Wordmark({ door }: { door: "open" | "closed" }) {
  return (
    <a
      href="/"
      className="inline-flex min-h-11 flex-col items-center gap-2.5 rounded-md px-3 low:flex-row"
    >
      <Mark door={door} className="h-9 w-auto low:h-7" />
      <span className="font-semibold text-lg leading-6 tracking-tight wrap-anywhere">
        {siteName}
      </span>
    </a>
  );
}
