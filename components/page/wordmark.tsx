import { siteMark, siteName } from "@/lib/brand";

/** The site's mark and name, linked to the home page. */
export function Wordmark() {
  return (
    <a href="/" className="inline-flex min-h-11 flex-col items-center gap-2.5 rounded-md px-3">
      <svg viewBox={siteMark.viewBox} aria-hidden="true" className="h-9 w-auto">
        <path d={siteMark.arch} fill="currentColor" />
        <path d={siteMark.door} className="fill-lamp" />
      </svg>
      <span className="font-semibold text-lg leading-6 tracking-tight">{siteName}</span>
    </a>
  );
}
