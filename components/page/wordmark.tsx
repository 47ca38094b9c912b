import { siteName } from "@/lib/brand";

/** An archway with a lit door, and the site's name. */
export function Wordmark() {
  return (
    <a href="/" className="inline-flex min-h-11 flex-col items-center gap-2.5 rounded-md px-3">
      <svg viewBox="0 0 24 28" aria-hidden="true" className="h-9 w-auto">
        <path d="M0 28V12a12 12 0 0 1 24 0v16z" fill="currentColor" />
        <path d="M6.5 28V14.5a5.5 5.5 0 0 1 11 0V28z" className="fill-lamp" />
      </svg>
      <span className="font-semibold text-lg leading-6 tracking-tight">{siteName}</span>
    </a>
  );
}
